#include <ionflux/algebra/petsc.h>
#include <ionflux/solver/trial_options.h>

#include <petscsnes.h>

namespace ionflux {

namespace {

std::string reason_of(const PetscErrorCode code) {
  switch (code) {
  case 0:
    return "";
  case PETSC_ERR_ARG_UNKNOWN_TYPE:
    return "no such type";
  case PETSC_ERR_ARG_OUTOFRANGE:
    return "not a number, or out of range";
  case PETSC_ERR_USER_INPUT:
    return "the value is not allowed";
  default:
    const char* text = nullptr;
    PetscErrorMessage(code, &text, nullptr);
    return text != nullptr ? text : "PETSc error " + std::to_string(static_cast<int>(code));
  }
}

/// "fieldsplit_phi_" of "-fieldsplit_phi_ksp_type"; "" of options of the whole.
std::string block_of(const std::string& name) {
  const std::string start = "-fieldsplit_";
  if (name.compare(0, start.size(), start) != 0) return "";
  for (const char* const of : {"_ksp_", "_pc_", "_mg_", "_sub_"}) {
    const std::size_t end = name.find(of);
    if (end != std::string::npos) return name.substr(1, end);
  }
  return "";
}

PetscErrorCode configure_nonlinear(PetscOptions options) {
  SNES snes = nullptr;
  PetscErrorCode code = SNESCreate(PETSC_COMM_WORLD, &snes);
  if (code) return code;
  PetscObjectSetOptions(reinterpret_cast<PetscObject>(snes), options);
  SNESLineSearch search = nullptr; // made now, so that it is configured, too
  code = SNESGetLineSearch(snes, &search);
  if (!code) code = PetscObjectSetOptions(reinterpret_cast<PetscObject>(search), options);
  if (!code) code = SNESSetFromOptions(snes);
  SNESDestroy(&snes);
  return code;
}

PetscErrorCode configure_block(PetscOptions options, const std::string& prefix) {
  KSP ksp = nullptr;
  PetscErrorCode code = KSPCreate(PETSC_COMM_WORLD, &ksp);
  if (code) return code;
  PetscObjectSetOptions(reinterpret_cast<PetscObject>(ksp), options);
  KSPSetOptionsPrefix(ksp, prefix.c_str());
  code = KSPSetFromOptions(ksp);
  KSPDestroy(&ksp);
  return code;
}

} // namespace

std::string refusal_of_petsc(const std::string& name, const std::string& value) {
  PetscOptions options = nullptr;
  IONFLUX_PETSC(PetscOptionsCreate(&options));
  // PETSc would print its stack: what it says is the code alone.
  IONFLUX_PETSC(PetscPushErrorHandler(PetscReturnErrorHandler, nullptr));
  PetscErrorCode code =
      PetscOptionsSetValue(options, name.c_str(), value.empty() ? nullptr : value.c_str());
  const std::string block = block_of(name);
  if (!code) code = block.empty() ? configure_nonlinear(options) : configure_block(options, block);
  PetscPopErrorHandler();
  PetscOptionsDestroy(&options);
  return reason_of(code);
}

} // namespace ionflux
