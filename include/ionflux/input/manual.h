#pragma once

/// The reference of all parameters, made from their declarations.

#include <string>

namespace ionflux {

/// `format`: "md" (manual), "json" (for editors: nested sections, per entry type, unit, default,
/// allowed, choices, documentation, mandatory) or "prm" (commented template).
/// Subsections that the user names appear as <species>, <bath>, <material>, <surfaces>, <profile>.
std::string parameter_manual(const std::string& format);

} // namespace ionflux
