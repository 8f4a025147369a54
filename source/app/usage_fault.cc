#include <ionflux/app/usage_fault.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <CLI/CLI.hpp>

namespace ionflux {

namespace {

using Names = std::vector<std::string>;

const char* const usage = "\n  usage: ionflux run|check|converge|sweep FILE, ionflux report DIR, "
                          "ionflux params; ionflux --help says more";

/// "--set" of "--set=..." and of "--set"; "" of what is no option.
std::string option_name(const std::string& argument) {
  const std::string name = argument.substr(0, argument.find('='));
  return name.size() > 1 && name[0] == '-' ? name : "";
}

Names options_of(const CLI::App& app) {
  Names options;
  for (const CLI::Option* const option : app.get_options())
    if (!option->get_positional()) options.push_back(option->get_name());
  return options;
}

Names commands_of(const CLI::App& app) {
  Names names;
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

/// Names of the commands that know an option.
Names commands_with(const CLI::App& app, const std::string& option) {
  Names names;
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; }))
    if (contains(options_of(*command), option)) names.push_back(command->get_name());
  return names;
}

Fault unknown_name(const std::string& what, const std::string& name, const Names& known) {
  Fault fault;
  fault.what = what;
  fault.suggestion = nearest_name(name, known);
  if (fault.suggestion.empty()) fault.allowed = join(known, ", ");
  return fault;
}

bool looks_like_a_file(const std::string& word) {
  const std::string end = ".prm";
  return word.size() > end.size() && word.compare(word.size() - end.size(), end.size(), end) == 0;
}

/// Before any command was recognised.
Fault without_command(const CLI::App& app, const Names& arguments) {
  Fault fault;
  if (arguments.empty()) {
    fault.what = "no command is given";
    fault.allowed = join(commands_of(app), ", ");
    return fault;
  }
  const std::string option = option_name(arguments[0]);
  fault.what = "unknown command '" + arguments[0] + "'";
  if (contains({"help", "version"}, arguments[0])) {
    fault.suggestion = "--" + arguments[0];
    return fault;
  }
  if (looks_like_a_file(arguments[0])) {
    fault.suggestion = "run " + arguments[0];
    return fault;
  }
  if (option.empty()) return unknown_name(fault.what, arguments[0], commands_of(app));
  const Names commands = commands_with(app, option);
  if (commands.empty())
    return unknown_name("unknown option '" + option + "'", option, options_of(app));
  fault.what = "the option '" + option + "' comes after the command";
  fault.allowed = join(commands, ", ") + ", then the option";
  return fault;
}

/// Is the word after this one its value?
bool takes_value(const CLI::App& command, const std::string& word) {
  for (const CLI::Option* const option : command.get_options())
    if (!option->get_positional() && option->get_name() == word)
      return option->get_items_expected_min() > 0;
  return false;
}

/// Is the first unknown option of the command a misspelling, or another command's?
bool find_unknown_option(const CLI::App& app, const CLI::App& command, const Names& arguments,
                         Fault& fault) {
  const Names known = options_of(command);
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string name = option_name(arguments[i]);
    if (name.empty() || contains(known, name) || takes_value(command, arguments[i - 1])) continue;
    const std::string what = "unknown option '" + name + "' of " + command.get_name();
    const Names others = commands_with(app, name);
    fault = unknown_name(what, name, known);
    if (others.empty()) return true;
    fault.what += ", which is one of " + join(others, ", ");
    fault.suggestion.clear();
    fault.allowed = join(known, ", ");
    return true;
  }
  return false;
}

} // namespace

Fault usage_fault(const CLI::App& app, const CLI::ParseError& error, const Names& arguments) {
  Fault fault;
  const auto parsed = app.get_subcommands();
  if (parsed.empty())
    fault = without_command(app, arguments);
  else if (!find_unknown_option(app, *parsed.front(), arguments, fault))
    fault.what = error.what();
  fault.what += usage;
  return fault;
}

} // namespace ionflux
