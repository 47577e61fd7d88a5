course_name("Toy")
course_part("I. Numbers")
course_module(01_sums TITLE "Sums" HOURS 1 DIFFICULTY 1 TASKS add:10 scale:5 total:5)
course_module(02_means TITLE "Means" HOURS 1 DIFFICULTY 1 NEEDS 01_sums TASKS mean:10 weighted:5 spread:5)
course_part("II. Misdeeds")
course_module(03_accidents TITLE "Accidents" HOURS 1 DIFFICULTY 3
  TASKS segfault:1 exception:1 overflow:1 aborts:1 leaves:1)
course_module(04_excesses TITLE "Excesses" HOURS 1 DIFFICULTY 3 TASKS hangs:1 prints:1 allocates:1 skips:1)
course_module(05_broken TITLE "Broken" HOURS 1 DIFFICULTY 1 TASKS broken:1 fine:1 also_fine:1)
