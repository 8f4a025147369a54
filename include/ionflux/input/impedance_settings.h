#pragma once

#include <string>
#include <vector>

namespace ionflux {

/// The section 'Impedance' of the input.
struct ImpedanceSettings {
  bool requested = false;          ///< whether the file has the section
  std::string boundary;            ///< name of the boundary whose potential is driven
  std::vector<double> frequencies; ///< ascending [Hz]
};

} // namespace ionflux
