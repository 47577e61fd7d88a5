#include "cli_instructors.hpp"

#include <CLI/CLI.hpp>

namespace grader {

void InstructorCommands::add_to(const AddCommand& add, const CommandContext& context) {
  CLI::App* publish = add("publish", "Write a student edition of the course", [this, context] {
    publish_.terminal = context.terminal();
    return run_publish(context.course(), publish_);
  });
  // Not required here: what is missing is another thing with --gradescope, and run_publish() says it.
  publish->add_option("folder", publish_.folder, "Where the edition goes; an older edition there is brought up to date")
      ->type_name("DIR");
  publish->add_option("--solutions", publish_.solutions, "with or without the reference solutions")
      ->check(CLI::IsMember({"with", "without"}));
  publish->add_option("--modules", publish_.modules, "Which: 1-15, or 1-5,12; by default all");
  publish->add_option("--name", publish_.name, "Name of the edition");
  publish->add_option("--text", publish_.text, "A Markdown file that becomes the edition's first page (COURSE.md)")
      ->type_name("FILE");
  publish->add_flag("--gradescope", publish_.gradescope, "Write the autograder zip of Gradescope instead");

  CLI::App* update =
      add("update", "Bring this copy of the course to a newer edition; your files stay", [this, context] {
        update_.root = context.root();
        update_.terminal = context.terminal();
        return run_update(update_);
      });
  update->add_option("edition", update_.edition, "Folder or archive of the newer edition")
      ->required()
      ->type_name("PATH");
  update->add_flag("--dry-run", update_.dry_run, "Only say what would change");

  CLI::App* submit = add("submit", "Pack your modules for your instructor", [this, context] {
    submit_.terminal = context.terminal();
    return run_submit(context.course(), submit_);
  });
  submit->add_option("modules", submit_.selectors, "Modules; by default all that are begun")->type_name("MODULE");
  submit->add_option("--student", submit_.student, "Your identifier, as your instructor lists it")->type_name("ID");
  submit->add_option("--to", submit_.to, "The archive to write")->type_name("FILE");
  submit->add_flag("--gradescope", submit_.gradescope, "A zip for Gradescope's upload");

  CLI::App* grade = add("grade", "Grade submissions: folders, archives, or a folder of them", [this, context] {
    grade_.terminal = context.terminal();
    return run_grade(context.course(), grade_);
  });
  grade->add_option("submissions", grade_.submissions, "Submissions, or a folder of a class")
      ->required()
      ->type_name("PATH");
  grade->add_option("--into", grade_.into, "Where results, logs and the gradebook are kept")->type_name("DIR");
  grade->add_option("--modules", grade_.modules, "Which modules count; by default those of each submission");
  grade->add_option("--workers", grade_.workers, "How many submissions at once; by default as many as cores");
  grade->add_option("--executor", grade_.executor, "local, slurm or kubernetes")
      ->check(CLI::IsMember({"local", "slurm", "kubernetes"}));
  grade->add_option("--sbatch", grade_.sbatch, "With slurm: a further word for sbatch, as in --sbatch=--mem=4G")
      ->type_name("WORD")
      ->allow_extra_args(false);
  grade->add_option("--image", grade_.image, "With kubernetes: the container image that holds the course");
  grade->add_option("--claim", grade_.claim, "With kubernetes: the PersistentVolumeClaim that holds the folders");
  grade->add_option("--volume", grade_.volume, "With kubernetes: where that claim is mounted; by default as --into")
      ->type_name("DIR");
  CLI::Option* regrade = grade->add_flag(
      "--regrade", grade_.regrade, "Grade again, the same modules unless others are named, and show what would change");
  grade->add_flag("--apply", grade_.apply, "With --regrade: take the changes over")->needs(regrade);
  grade->add_option("--compile-seconds", grade_.compile_seconds, "Processor time for compiling one file; by default 60")
      ->check(CLI::Range(1, 3600));
  CLI::Option* sandbox =
      grade->add_option("--sandbox", grade_.sandbox, "Which tier; by default the strongest that works here")
          ->check(CLI::IsMember({"namespaces", "bubblewrap", "landlock"}));
  grade
      ->add_flag("--unsandboxed", grade_.unsandboxed,
                 "Run the code of students without a sandbox; every result says so")
      ->excludes(sandbox);
  grade->add_flag("--json", grade_.json, "groundup/grading/1 on standard output");

  CLI::App* grade_one = add("grade-one", "What a worker of `grader grade` does",
                            [this, context] { return run_grade_one(context.course(), grade_one_); });
  grade_one->group("");  // for workers, so no help lists it
  grade_one->add_option("submission", grade_one_.submission, "Submission");
  grade_one->add_option("--list", grade_one_.list, "Work list, instead of a submission");
  grade_one->add_option("--item", grade_one_.item, "Number in the list, from 0");
  grade_one->add_option("--into", grade_one_.into, "The grading's folder")->required();
  grade_one->add_flag("--only-kept", grade_one_.only_kept, "Take a result that is kept, and grade nothing");

  CLI::App* gradebook = add("gradebook", "Print, set up and export the marks of a class", [this, context] {
    gradebook_.terminal = context.terminal();
    return run_gradebook(context.course(), gradebook_);
  });
  add_gradebook_options(*gradebook, gradebook_);

  CLI::App* similarity =
      add("similarity", "Which submissions resemble each other, the skeleton left out", [this, context] {
        similarity_.terminal = context.terminal();
        return run_similarity(context.course(), similarity_);
      });
  similarity->add_option("submissions", similarity_.submissions, "Submissions, or a folder of a class")
      ->required()
      ->type_name("PATH");
  similarity->add_option("--html", similarity_.html, "A page with the pairs side by side")->type_name("FILE");
  similarity->add_option("--json", similarity_.json, "groundup/similarity/1 to a file, or - for standard output")
      ->type_name("FILE|-");
}

}  // namespace grader
