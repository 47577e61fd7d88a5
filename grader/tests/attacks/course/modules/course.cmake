course_name("Attacked")
course_part("I. Numbers")
course_module(01_numbers TITLE "Numbers" HOURS 1 DIFFICULTY 1 TASKS blend:10 energy:10)
