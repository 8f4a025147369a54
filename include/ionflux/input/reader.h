#pragma once

/// How a section of the input is read: values, the lines they come from, and a list of faults.

#include <ionflux/support/declarations.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/given_value.h>
#include <ionflux/support/parameter_file.h>

#include <deal.II/base/parameter_handler.h>

#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// Reads checked values from the handler, section by section, and collects faults with their lines.
class InputReader {
public:
  InputReader(dealii::ParameterHandler& prm, const ParameterFile& file, std::vector<Fault>& faults)
      : prm(prm), file(file), faults(faults) {}

  /// Enters a subsection; leaves it at the end of the scope.
  class Section {
  public:
    Section(InputReader& reader, const std::string& name) : reader(reader) {
      reader.path.push_back(name);
      reader.prm.enter_subsection(name);
    }
    ~Section() {
      reader.prm.leave_subsection();
      reader.path.pop_back();
    }
    Section(const Section&) = delete;

  private:
    InputReader& reader;
  };

  /// Whether the user set the entry (well or badly).
  bool is_set(const std::string& name) const { return file.find(path, name) != nullptr; }
  /// Whether the entry has a value that its pattern accepts.
  bool has_value(const std::string& name) const { return !prm.get(name).empty(); }

  std::string text(const std::string& name) const { return prm.get(name); }
  bool flag(const std::string& name) const { return prm.get_bool(name); }
  int integer(const std::string& name, int otherwise = 0) const;
  /// SI value, `otherwise` if there is none (its absence was reported before).
  double quantity(const std::string& name, const std::string& unit, double otherwise = 0.0) const;
  /// quantity() that must be > 0 (a fault otherwise).
  double positive(const std::string& name, const std::string& unit, double otherwise = 1.0);
  /// quantity() that must be >= 0 (a fault otherwise).
  double non_negative(const std::string& name, const std::string& unit, double otherwise = 0.0);
  std::vector<double> quantities(const std::string& name, const std::string& unit) const;
  /// Constant or expression; faults, which depend on the coordinates, are collected.
  GivenValue given(const std::string& name, const std::string& unit);
  /// Like given() of something that is no function of position; in planar 2-D per metre of depth.
  ///
  /// @param units   of the whole, and per metre: "A or A/m"
  /// @param meaning what the value is, for messages: "a total of the boundary"
  GivenValue given_total(const std::string& name, const std::string& units,
                         const std::string& meaning);

  /// Line of the entry, else of its section.
  InputLocation where(const std::string& name) const;
  /// Line of the section.
  InputLocation where() const { return file.where(path); }

  /// Collect a fault of an entry of this section.
  void fault(const std::string& name, const std::string& what, const std::string& allowed = "",
             const std::string& suggestion = "");
  /// Was a fault of this parameter ("Discretization/Degree") found already? Its value is then a
  /// default, and nothing should be concluded from it.
  bool is_at_fault(const std::string& parameter) const;
  /// Collect any fault.
  void fault(Fault fault) { faults.push_back(std::move(fault)); }

  bool axisymmetric = false;     ///< expressions have r and z
  bool is_planar = false;        ///< 2-D: totals are per metre of depth
  std::shared_ptr<double> clock; ///< time of expressions [s]; null: the run is steady

private:
  bool is_uniform(const GivenValue& value) const;

  dealii::ParameterHandler& prm;
  const ParameterFile& file;
  std::vector<Fault>& faults;
  std::vector<std::string> path;
};

/// Put the entries of the file into the handler. Collects: unknown names and sections, refused
/// values, empty values, missing mandatory entries.
void store_entries(dealii::ParameterHandler& prm, const ParameterFile& file,
                   const Declarations& declared, std::vector<Fault>& faults);

} // namespace ionflux
