#pragma once

/// Patterns for ParameterHandler that know units, and words for every pattern's description.

#include <deal.II/base/patterns.h>

#include <memory>
#include <string>
#include <vector>

namespace ionflux::patterns {

/// What a parameter holds, apart from what deal.II's own patterns cover.
enum class Kind {
  quantity,    ///< "5 nm"
  quantities,  ///< "5 nm, 1 um"
  given_value, ///< "25 mV" or "0.1*x/nm [V]"
  whole,       ///< "-1", and may be undefined, which Patterns::Integer may not
  automatic    ///< "auto" or a number
};

/// A value of one Kind. An empty text always matches: it stands for "not set".
///
/// `units` are SI units, alternatives separated by " or ": "C/m^3 or mol/m^3".
class Value : public dealii::Patterns::PatternBase {
public:
  Value(Kind kind, std::string units = "", double lower = 0.0, double upper = 0.0);

  bool match(const std::string& text) const override;
  /// "[Quantity in V]" and the like; read back by describe() and explain().
  std::string description(const OutputStyle style = Machine) const override;
  std::unique_ptr<PatternBase> clone() const override;

private:
  Kind kind;
  std::string units;
  double lower, upper; ///< of Kind::automatic, both exclusive
};

/// What the manual and the error messages say about a pattern.
struct Description {
  std::string type;    ///< "quantity", "integer", "number", "choice", "bool", "text", "list", ...
  std::string unit;    ///< SI unit, "" if it has none
  std::string allowed; ///< in words
  std::vector<std::string> choices; ///< of a "choice"
};

/// Read a description made by Value or by deal.II's patterns.
const Description& describe(const std::string& pattern_description);

/// Why `text` is refused by the pattern of that description, in a few words.
std::string explain(const std::string& pattern_description, const std::string& text);

} // namespace ionflux::patterns
