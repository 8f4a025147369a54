#include <ionflux/geometry/rows.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>

#include <stdexcept>

namespace ionflux {

void refuse_value(const std::string& geometry, const std::string& parameter,
                  const std::string& value, const std::string& what, const std::string& allowed) {
  throw InputError(ExitCode::bad_parameters,
                   {Fault{what, {}, "Geometry/" + geometry + "/" + parameter, value, allowed}});
}

void declare_length_or_auto(dealii::ParameterHandler& prm, const std::string& name,
                            const std::string& documentation) {
  prm.declare_entry(name, "auto", dealii::Patterns::Anything(),
                    documentation + " A length, or \"auto\".");
}

double length_or(const dealii::ParameterHandler& prm, const std::string& geometry,
                 const std::string& name, const double automatic) {
  const std::string text = prm.get(name);
  if (text == "auto") return automatic;
  std::string reason = "is not positive";
  try {
    const double length = parse_quantity(text, "m");
    if (length > 0) return length;
  } catch (const std::invalid_argument& error) {
    reason = error.what();
  }
  refuse_value(geometry, name, text, "not a length: " + reason,
               "a positive length such as \"0.5 nm\", or \"auto\"");
}

double positive_length(const dealii::ParameterHandler& prm, const std::string& geometry,
                       const std::string& name) {
  const double length = get_quantity(prm, name, "m");
  if (!(length > 0))
    refuse_value(geometry, name, prm.get(name), "a length is zero or negative",
                 "a positive length such as \"5 nm\"");
  return length;
}

void declare_grading(dealii::ParameterHandler& prm) {
  declare_length_or_auto(prm, "First layer",
                         "Thickness of the cells at the graded walls. Automatic: half of the "
                         "shortest Debye length of the baths for elements of degree 2 and more, a "
                         "quarter for degree 1; without a Debye length a tenth of the geometry.");
  prm.declare_entry("Grading ratio", "1.6", dealii::Patterns::Double(1.05, 4.0),
                    "Ratio of a cell to its neighbour nearer to the wall; 1.5 to 2 is usual.");
}

} // namespace ionflux
