#include <ionflux/support/parameter_file.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace ionflux {

namespace {

// Bounds against hostile files; far above anything a person writes.
constexpr std::size_t largest_file = 10'000'000, longest_line = 100'000;
constexpr std::size_t deepest_nesting = 20, most_faults = 50;

/// A logical line: continuation lines joined, comment removed, trimmed.
struct Line {
  std::string text;
  int number = 0; ///< of the first physical line
};

std::string lower(std::string text) {
  for (char& c : text)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// What is wrong with the bytes of a name or keyword, "" if nothing.
std::string bad_bytes(const std::string& text) {
  if (text.find('\0') != std::string::npos) return "a zero byte: this is not a text file";
  if (text.find("\xc2\xa0") != std::string::npos) return "a no-break space; type a plain space";
  if (text.find("\xef\xbb\xbf") != std::string::npos) return "a byte-order mark inside the text";
  if (!is_utf8(text)) return "bytes that are not UTF-8; save the file as UTF-8";
  return "";
}

std::vector<Line> logical_lines(const std::string& text) {
  std::vector<Line> lines;
  bool continued = false;
  int number = 0;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = text.find('\n', start);
    if (end == std::string::npos) end = text.size();
    std::string line = text.substr(start, end - start);
    start = end + 1;
    ++number;
    line = line.substr(0, line.find('#'));
    line = trim(line);
    const bool continues = !line.empty() && line.back() == '\\';
    if (continues) line = trim(line.substr(0, line.size() - 1));
    if (continued)
      lines.back().text += " " + line;
    else
      lines.push_back({line, number});
    continued = continues;
  }
  return lines;
}

/// Turns logical lines into entries and sections.
class Scanner {
public:
  explicit Scanner(ParameterFile& file) : file(file) {}

  void read(const Line& line) {
    if (line.text.empty() || file.faults.size() >= most_faults) return;
    where = {file.name, line.number};
    if (line.text.size() > longest_line) return fault("the line is too long");
    const std::string bad = bad_bytes(line.text);
    if (!bad.empty()) return fault("the line contains " + bad);

    const std::size_t space = line.text.find_first_of(" \t");
    const std::string keyword = lower(line.text.substr(0, space));
    const std::string rest = space == std::string::npos ? "" : trim(line.text.substr(space));
    if (keyword == "subsection")
      begin_section(rest);
    else if (keyword == "end")
      end_section(rest);
    else if (keyword == "set")
      read_entry(rest);
    else if (keyword == "include")
      fault("'include' is not supported: one run is one file (use --set for variations)");
    else
      fault("'" + line.text.substr(0, 60) + "' is not a statement",
            "set NAME = VALUE, subsection NAME, or end",
            nearest_name(keyword, {"set", "subsection", "end"}));
  }

  void finish() {
    file.broken = file.broken || !open.empty();
    for (const ParameterSection& section : open)
      file.faults.push_back({"the subsection '" + section.path.back() + "' has no 'end'",
                             section.where, join(section.path, "/")});
  }

private:
  void begin_section(const std::string& name) {
    std::vector<std::string> path = open.empty() ? std::vector<std::string>() : open.back().path;
    path.push_back(check_name(name, "subsection"));
    if (path.size() == deepest_nesting) fault("subsections are nested too deeply");
    if (path.size() >= deepest_nesting) path.pop_back(); // stay bounded
    open.push_back({path, where});
    file.sections.push_back(open.back());
  }

  void end_section(const std::string& rest) {
    if (!rest.empty()) fault("'end' stands alone on its line");
    if (open.empty())
      fault("'end' without a subsection");
    else
      open.pop_back();
  }

  void read_entry(const std::string& rest) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string::npos)
      return fault("'set " + rest.substr(0, 60) + "' has no '='", "set NAME = VALUE");
    ParameterEntry entry;
    if (!open.empty()) entry.section = open.back().path;
    entry.name = check_name(trim(rest.substr(0, equals)), "set");
    entry.value = trim(rest.substr(equals + 1));
    entry.where = where;
    const auto [first, is_new] = lines.emplace(entry.path(), where.line);
    if (!is_new)
      file.faults.push_back(
          {"'" + entry.name + "' is set twice, first at line " + std::to_string(first->second),
           where, entry.path(), entry.value});
    else
      file.entries.push_back(std::move(entry));
  }

  std::string check_name(const std::string& name, const std::string& keyword) {
    if (name.empty()) fault("'" + keyword + "' without a name");
    if (name.find('/') != std::string::npos)
      fault("the name '" + name + "' contains '/', which separates sections (--set A/b=value)");
    return name;
  }

  void fault(const std::string& what, const std::string& allowed = "",
             const std::string& suggestion = "") {
    file.broken = true;
    file.faults.push_back({what, where, "", "", allowed, suggestion});
  }

  ParameterFile& file;
  InputLocation where;
  std::vector<ParameterSection> open; ///< the subsections around the line
  std::map<std::string, int> lines;   ///< line of each path already set
};

} // namespace

std::string ParameterEntry::path() const {
  return section.empty() ? name : join(section, "/") + "/" + name;
}

const ParameterEntry* ParameterFile::find(const std::vector<std::string>& section,
                                          const std::string& name) const {
  for (const ParameterEntry& entry : entries)
    if (entry.name == name && entry.section == section) return &entry;
  return nullptr;
}

InputLocation ParameterFile::where(std::vector<std::string> section) const {
  for (; !section.empty(); section.pop_back())
    for (const ParameterSection& candidate : sections)
      if (candidate.path == section) return candidate.where;
  return {name, 0};
}

bool ParameterFile::has_section(const std::string& section) const {
  return std::any_of(sections.begin(), sections.end(), [&](const ParameterSection& candidate) {
    return candidate.path.front() == section;
  });
}

std::vector<std::string> ParameterFile::names_below(const std::vector<std::string>& section) const {
  std::vector<std::string> names;
  std::set<std::string> seen; // names may be many in a hostile file
  for (const ParameterSection& candidate : sections)
    if (candidate.path.size() == section.size() + 1 &&
        std::equal(section.begin(), section.end(), candidate.path.begin()) &&
        seen.insert(candidate.path.back()).second)
      names.push_back(candidate.path.back());
  return names;
}

ParameterFile scan_parameter_file(const std::string& text, const std::string& name) {
  ParameterFile file;
  file.name = name;
  if (text.size() > largest_file) {
    file.faults.push_back({"the file is larger than 10 MB: it is not a parameter file", {name, 0}});
    file.broken = true;
    return file;
  }
  Scanner scanner(file);
  const bool has_mark = text.compare(0, 3, "\xef\xbb\xbf") == 0; // some editors write it; harmless
  for (const Line& line : logical_lines(has_mark ? text.substr(3) : text))
    scanner.read(line);
  scanner.finish();
  return file;
}

void apply_override(ParameterFile& file, const std::string& text) {
  const InputLocation where{"--set", 0};
  std::size_t equals = text.find('=');
  std::vector<std::string> path = split(text.substr(0, equals), "/");
  const bool append = equals != std::string::npos && equals > 0 && text[equals - 1] == '+';
  if (append) path.back() = trim(path.back().substr(0, path.back().size() - 1));
  if (equals == std::string::npos || contains(path, "") || !bad_bytes(text).empty()) {
    file.faults.push_back({"'" + text + "' is not an override", where, "", "",
                           "Section/subsection/Name=value, for example \"Solver/Largest step=1\""});
    return;
  }
  ParameterEntry entry;
  entry.name = path.back();
  path.pop_back();
  entry.section = path;
  entry.value = trim(text.substr(equals + 1));
  entry.where = where;
  const auto is_same = [&](const ParameterEntry& old) {
    return old.name == entry.name && old.section == entry.section;
  };
  if (entry.value.empty() && !append) {
    file.entries.erase(std::remove_if(file.entries.begin(), file.entries.end(), is_same),
                       file.entries.end());
    file.unset.push_back(std::move(entry));
    return;
  }
  for (std::size_t n = 1; n <= path.size(); ++n) {
    const std::vector<std::string> part(path.begin(), path.begin() + n);
    const bool known = std::any_of(file.sections.begin(), file.sections.end(),
                                   [&](const ParameterSection& s) { return s.path == part; });
    if (!known) file.sections.push_back({part, where});
  }
  for (ParameterEntry& old : file.entries)
    if (is_same(old)) {
      old.value = append ? trim(old.value + " " + entry.value) : entry.value;
      old.where = where;
      return;
    }
  file.entries.push_back(std::move(entry));
}

} // namespace ionflux
