#include <ionflux/app/convergence_tables.h>

#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using Cell = CsvTable::Cell;

Cell number(const double value) {
  if (std::isnan(value)) return std::monostate{};
  return value;
}

std::string status(const ConvergenceStudy& study, const StudyLevel& level) {
  const std::string fault = level.fault.empty() ? "" : ": " + level.fault;
  if (!level.converged) return "not converged" + fault;
  return (study.complete ? "converged" : "converged, study incomplete") + fault;
}

std::vector<std::string> columns(const ConvergenceStudy& study) {
  std::vector<std::string> names = {
      "degree",   "level", "cells", "unknowns", "h [m]", "Newton steps", "Krylov iterations",
      "time [s]", "status"};
  if (study.scheme_order > 0) names.insert(names.begin() + 5, "step [s]");
  for (const Measure& measure : study.measures) {
    const bool goal = measure.kind == Measure::Kind::goal;
    const std::string unit = " [" + measure.unit + "]";
    if (goal) names.push_back(measure.name + unit);
    names.push_back((goal ? "error of " + measure.name : measure.title()) + unit);
    names.push_back("relative " + std::string(goal ? "error of " : "") + measure.title());
    names.push_back("order of " + measure.title());
    if (study.reference != ReferenceKind::richardson) continue;
    names.push_back("extrapolated " + measure.name + unit);
    names.push_back("uncertainty of " + measure.name + unit);
  }
  return names;
}

// The levels of one degree: [first, last).
struct Block {
  std::size_t first, last;
};

std::vector<Block> blocks(const ConvergenceStudy& study) {
  std::vector<Block> list;
  for (std::size_t i = 0; i < study.levels.size(); ++i)
    if (i == 0 || study.levels[i].degree != study.levels[i - 1].degree)
      list.push_back({i, i + 1});
    else
      list.back().last = i + 1;
  return list;
}

// Relative if the exact quantity is not zero.
double shown_error(const ConvergenceStudy& study, const std::size_t i, const std::size_t m) {
  const double relative = study.relative_error(i, m);
  return std::isnan(relative) && study.levels[i].converged ? study.levels[i].error[m] : relative;
}

std::string shown_title(const ConvergenceStudy& study, const Block& block, const std::size_t m) {
  const Measure& measure = study.measures[m];
  const std::string title =
      measure.kind == Measure::Kind::goal ? "error of " + measure.name : measure.title();
  return study.levels[block.first].converged && std::isnan(study.relative_error(block.first, m))
             ? title + " [" + measure.unit + "]"
             : title;
}

std::string with_order(const double error, const double order) {
  if (std::isnan(error)) return format_text("%16s", "-");
  return format_text("%10.2e", error) +
         (std::isnan(order) ? format_text("%6s", "") : format_text("%6.2f", order));
}

void append_extrapolations(const ConvergenceStudy& study, std::vector<std::string>& lines) {
  for (std::size_t m = 0; m < study.measures.size(); ++m) {
    lines.push_back("");
    lines.push_back(study.measures[m].name + " [" + study.measures[m].unit + "], last three " +
                    (study.scheme_order > 0 ? "steps:" : "meshes:"));
    lines.push_back(format_text("  %-8s %18s %18s %8s %14s", "degree", "finest mesh",
                                "extrapolated", "order", "uncertainty"));
    for (const Block& block : blocks(study)) {
      std::size_t last = block.last - 1;
      if (!study.levels[last].converged && last > 0) --last;
      if (!study.has_before(last, 2)) continue;
      const Extrapolation e = study.extrapolation(last, m);
      lines.push_back(
          format_text("  %-8u %18.10g %18.10g ", study.levels[last].degree,
                      study.levels[last].value[m], e.value) +
          (std::isnan(e.order) ? format_text("%8s", "-") : format_text("%8.2f", e.order)) +
          format_text(" %14.2g", e.uncertainty) + (e.note.empty() ? "" : "  " + e.note));
    }
    if (study.references.empty()) continue;
    lines.push_back(format_text("  errors above are relative to %.10g (degree %u, %s)",
                                study.references[m].value,
                                study.levels[study.reference_level].degree,
                                study.references[m].note.empty() ? "extrapolated" : "finest mesh"));
  }
  lines.push_back(
      "  uncertainty: of the value on the finest mesh, grid convergence index of Roache "
      "with factor 1.25");
}

std::string in_latex(const std::string& text) {
  std::string result;
  for (const char c : text)
    result += std::string("_%&#$").find(c) != std::string::npos ? std::string("\\") + c
              : c == '^'                                        ? std::string("\\^{}")
                                                                : std::string(1, c);
  return result;
}

std::string power_of_ten(const double value) {
  if (std::isnan(value)) return "--";
  if (value == 0.0) return "$0$";
  const int exponent = static_cast<int>(std::floor(std::log10(value)));
  return format_text("$%.2f \\cdot 10^{%d}$", value / std::pow(10.0, exponent), exponent);
}

} // namespace

CsvTable convergence_csv(const ConvergenceStudy& study) {
  CsvTable table(columns(study));
  for (std::size_t i = 0; i < study.levels.size(); ++i) {
    const StudyLevel& level = study.levels[i];
    std::vector<Cell> row = {static_cast<long long>(level.degree),
                             static_cast<long long>(level.level),
                             static_cast<long long>(level.n_cells),
                             static_cast<long long>(level.n_unknowns),
                             level.h,
                             static_cast<long long>(level.newton_steps),
                             static_cast<long long>(level.krylov_iterations),
                             level.seconds,
                             status(study, level)};
    if (study.scheme_order > 0) row.insert(row.begin() + 5, level.step);
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      if (study.measures[m].kind == Measure::Kind::goal)
        row.push_back(number(level.converged ? level.value[m] : StudyLevel::unknown));
      row.push_back(number(level.converged ? level.error[m] : StudyLevel::unknown));
      row.push_back(number(study.relative_error(i, m)));
      row.push_back(number(study.order(i, m)));
      if (study.reference != ReferenceKind::richardson) continue;
      Extrapolation e;
      e.value = e.uncertainty = StudyLevel::unknown;
      if (study.has_before(i, 2)) e = study.extrapolation(i, m);
      row.push_back(number(e.value));
      row.push_back(number(e.uncertainty));
    }
    table.add_row(row);
  }
  return table;
}

std::vector<std::string> convergence_text(const ConvergenceStudy& study) {
  std::vector<std::string> lines;
  std::size_t width = 12;
  for (const Measure& measure : study.measures)
    width = std::max(width, measure.title().size() + 12);
  const auto name = [width](const std::string& text) {
    return "  " + text + std::string(width > text.size() ? width - text.size() : 1, ' ');
  };
  for (const Block& block : blocks(study)) {
    lines.push_back("");
    lines.push_back(format_text("Degree %u", study.levels[block.first].degree));
    const auto row = [&](const std::string& title, const auto& text) {
      std::string line = name(title);
      for (std::size_t i = block.first; i < block.last; ++i)
        line += format_text("%16s", std::string(text(study.levels[i])).c_str());
      lines.push_back(line);
    };
    if (study.scheme_order > 0)
      row("step [s]", [](const StudyLevel& l) { return format_text("%.4g", l.step); });
    else
      row("mesh", [](const StudyLevel& l) { return std::to_string(l.level); });
    row("cells", [](const StudyLevel& l) { return std::to_string(l.n_cells); });
    row("unknowns", [](const StudyLevel& l) { return std::to_string(l.n_unknowns); });
    row("h [nm]", [](const StudyLevel& l) { return format_text("%.4g", 1e9 * l.h); });
    row("Newton / Krylov", [](const StudyLevel& l) {
      return format_text("%u / %u", l.newton_steps, l.krylov_iterations);
    });
    row("seconds", [](const StudyLevel& l) { return format_text("%.2f", l.seconds); });
    std::string head = name("relative error, order");
    for (std::size_t i = block.first; i < block.last; ++i)
      head += format_text("%10s%6s", "error", i > block.first ? "order" : "");
    lines.push_back(head + "  theory");
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      std::string line = name(shown_title(study, block, m));
      for (std::size_t i = block.first; i < block.last; ++i)
        line += with_order(shown_error(study, i, m), study.order(i, m));
      lines.push_back(line +
                      format_text("%8.0f", study.theory(m, study.levels[block.first].degree)));
    }
  }
  if (study.reference == ReferenceKind::richardson) append_extrapolations(study, lines);
  return lines;
}

std::string convergence_latex(const ConvergenceStudy& study, const std::string& title) {
  std::size_t n_columns = 1;
  for (const Block& block : blocks(study))
    n_columns = std::max(n_columns, block.last - block.first);
  std::string text = "% Made by ionflux converge. Needs \\usepackage{booktabs}.\n"
                     "\\begin{table}\n  \\centering\n  \\begin{tabular}{l" +
                     std::string(2 * n_columns, 'r') + "}\n    \\toprule\n";
  for (const Block& block : blocks(study)) {
    if (block.first > 0) text += "    \\midrule\n";
    text += format_text("    degree %u, unknowns", study.levels[block.first].degree);
    for (std::size_t i = block.first; i < block.last; ++i)
      text += format_text(" & %llu & order", study.levels[i].n_unknowns);
    if (study.scheme_order > 0) {
      text += " \\\\\n    step [s]";
      for (std::size_t i = block.first; i < block.last; ++i)
        text += " & " + power_of_ten(study.levels[i].step) + " &";
    }
    text += " \\\\\n    \\midrule\n";
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      text += "    " + in_latex(shown_title(study, block, m));
      for (std::size_t i = block.first; i < block.last; ++i) {
        const double order = study.order(i, m);
        text += " & " + power_of_ten(shown_error(study, i, m)) + " & " +
                (std::isnan(order) ? "" : format_text("%.2f", order));
      }
      text += " \\\\\n";
    }
  }
  text += "    \\bottomrule\n  \\end{tabular}\n  \\caption{" +
          std::string(study.complete ? "" : "INCOMPLETE STUDY. ") +
          (title.empty() ? "Convergence" : in_latex(title)) +
          ": relative errors and observed orders.}\n\\end{table}\n";
  return text;
}

} // namespace ionflux
