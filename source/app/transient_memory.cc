// TransientOutput<dim>: what a run that goes on needs to know of the one before.

#include <ionflux/app/transient_output.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace ionflux {

using nlohmann::json;

namespace {

constexpr const char* names_of_tables[] = {"fluxes",      "amounts", "steps", "unknown potentials",
                                           "observables", "energies"};

} // namespace

template <int dim>
json TransientOutput<dim>::memory() const {
  const CsvTable* const tables[] = {&flux_rows,      &amount_rows,      &step_rows,
                                    &potential_rows, &observation_rows, &energy_rows};
  json memory;
  for (unsigned int k = 0; k < 6; ++k)
    memory["tables"][names_of_tables[k]] = tables[k]->rows_csv();
  memory["profiles"] = json::object();
  for (const auto& [file, table] : profile_rows)
    memory["profiles"][file] = {{"columns", table.columns()}, {"rows", table.rows_csv()}};
  memory["fields"] = fields.written();
  memory["rests"] = json::array();
  for (const Rest& rest : rests)
    memory["rests"].push_back({rest.sum, rest.largest, rest.step});
  memory["tried"] = n_tried;
  memory["last output"] = last_output;
  memory["amounts at start"] = amounts_at_start;
  memory["worst balance"] = worst_balance;
  memory["greatest amount"] = greatest_amount;
  memory["least"] = least;
  memory["last negative"] = last_negative;
  memory["last time"] = last_time;
  memory["closed"] = was_closed;
  memory["energies"] = json::array();
  for (const double energy : energies)
    if (std::isfinite(energy)) memory["energies"].push_back(energy);
  if (std::isfinite(first_energy)) memory["first energy"] = first_energy;
  memory["knows charge"] = knows_charge;
  memory["charges"] = {first_charge, worst_charge, greatest_charge};
  return memory;
}

template <int dim>
void TransientOutput<dim>::resume(const json& memory) {
  CsvTable* const tables[] = {&flux_rows,      &amount_rows,      &step_rows,
                              &potential_rows, &observation_rows, &energy_rows};
  for (unsigned int k = 0; k < 6; ++k)
    tables[k]->take_rows(memory["tables"][names_of_tables[k]]);
  for (const auto& [file, table] : memory["profiles"].items())
    profile_rows.try_emplace(file, table["columns"].template get<std::vector<std::string>>())
        .first->second.take_rows(table["rows"]);
  fields.resume(memory["fields"].template get<FieldWriter::Records>());
  for (const json& rest : memory["rests"])
    rests.push_back({rest[0], rest[1], rest[2]});
  n_tried = memory["tried"];
  last_output = memory["last output"];
  amounts_at_start = memory["amounts at start"].template get<std::vector<double>>();
  worst_balance = memory["worst balance"].template get<std::vector<double>>();
  greatest_amount = memory["greatest amount"].template get<std::vector<double>>();
  least = memory["least"].template get<std::vector<double>>();
  last_negative = memory["last negative"].template get<std::vector<double>>();
  last_time = memory["last time"];
  was_closed = memory["closed"];
  energies = memory["energies"].template get<std::vector<double>>();
  first_energy = memory.value("first energy", std::numeric_limits<double>::quiet_NaN());
  knows_charge = memory["knows charge"];
  first_charge = memory["charges"][0];
  worst_charge = memory["charges"][1];
  greatest_charge = memory["charges"][2];
  // Files that are there already belong to this result.
  for (const auto& [time, name] : fields.written())
    directory.note_file(name);
}

template nlohmann::json TransientOutput<2>::memory() const;
template nlohmann::json TransientOutput<3>::memory() const;
template void TransientOutput<2>::resume(const nlohmann::json&);
template void TransientOutput<3>::resume(const nlohmann::json&);

} // namespace ionflux
