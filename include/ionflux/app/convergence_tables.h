#pragma once

#include <ionflux/app/convergence_study.h>
#include <ionflux/output/table_writer.h>

#include <string>
#include <vector>

namespace ionflux {

/// One row a degree and mesh; units in the header. Unconverged levels have no numbers.
CsvTable convergence_csv(const ConvergenceStudy& study);

/// The tables of a study for the log: one a degree, a row a quantity, a column a mesh.
std::vector<std::string> convergence_text(const ConvergenceStudy& study);

/// The same as a LaTeX table environment (package booktabs).
std::string convergence_latex(const ConvergenceStudy& study, const std::string& title);

} // namespace ionflux
