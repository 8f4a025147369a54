#include <ionflux/app/sweep/point_result.h>

#include <ionflux/support/errors.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

namespace ionflux {

namespace {

constexpr double not_there = std::numeric_limits<double>::quiet_NaN();

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return text.str();
}

// Sum of a column over the rows of some boundaries and a species; nan if there are none.
double sum_of(const CsvText& fluxes, const std::string& column,
              const std::vector<std::string>& boundaries, const std::string& species) {
  const int boundary = fluxes.column("boundary"), of = fluxes.column("species"),
            values = fluxes.column(column);
  if (boundary < 0 || of < 0 || values < 0) return not_there;
  double sum = 0.0;
  bool any = false;
  for (const std::vector<std::string>& row : fluxes.rows)
    if (contains(boundaries, row.at(boundary)) && row.at(of) == species) {
      sum += std::strtod(row.at(values).c_str(), nullptr);
      any = true;
    }
  return any ? sum : not_there;
}

} // namespace

PointResult read_point(const std::string& folder) {
  PointResult result;
  const auto record = nlohmann::json::parse(text_of(folder + "/run.json"), nullptr, false);
  if (!record.is_object()) return result;
  const auto number = [&](const char* path, const double otherwise) {
    const auto pointer = nlohmann::json::json_pointer(path);
    return record.contains(pointer) && record[pointer].is_number() ? record[pointer].get<double>()
                                                                   : otherwise;
  };
  const auto text = [&](const char* path) {
    const auto pointer = nlohmann::json::json_pointer(path);
    return record.contains(pointer) && record[pointer].is_string()
               ? record[pointer].get<std::string>()
               : std::string();
  };
  const int code = static_cast<int>(number("/exit/code", -1));
  if (code == static_cast<int>(ExitCode::success))
    result.status = PointStatus::done;
  else if (code == static_cast<int>(ExitCode::audit_violated))
    result.status = PointStatus::audit_failed;
  else if (code == static_cast<int>(ExitCode::no_convergence) ||
           code == static_cast<int>(ExitCode::non_finite))
    result.status = PointStatus::failed;
  else
    return result;
  result.key = text("/sweep/key");
  result.crc = text("/input/crc32");
  result.point_of_factors = number("/sweep/factors of point", 0) - 1;
  result.attempts = number("/sweep/attempts", 1);
  result.newton_steps = number("/solver/newton steps, failed attempts included", 0);
  result.krylov_iterations = number("/solver/krylov iterations", 0);
  result.seconds = number("/time [s]/total", 0.0);
  if (!result.has_values()) return result;
  result.fluxes = parse_csv(text_of(folder + "/fluxes.csv"));
  result.observables = parse_csv(text_of(folder + "/observables.csv"));
  if (result.fluxes.empty()) return PointResult(); // somebody took it away: compute it again
  return result;
}

double current_into(const CsvText& fluxes, const std::vector<std::string>& boundaries,
                    const std::string& species) {
  return 0.0 - sum_of(fluxes, "current [", boundaries, species);
}

double error_of_current(const CsvText& fluxes, const std::vector<std::string>& boundaries,
                        const std::string& species) {
  const int current = fluxes.column("current [");
  if (current < 0) return not_there;
  const std::string unit = fluxes.header[current].substr(std::string("current").size());
  return sum_of(fluxes, "algebraic error" + unit, boundaries, species);
}

} // namespace ionflux
