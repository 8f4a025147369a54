#pragma once

/// A PETSc preconditioner that is a C++ object.

#include <ionflux/algebra/petsc.h>

#include <exception>

namespace ionflux {

/// PETSc is C: no exception may cross its frames. What they say is in the code's own message.
template <typename Work>
PetscErrorCode guarded_preconditioner(const Work& work) {
  try {
    work();
    return 0;
  } catch (const std::exception& error) {
    return PetscError(PETSC_COMM_SELF, __LINE__, "shell preconditioner", __FILE__, PETSC_ERR_LIB,
                      PETSC_ERROR_INITIAL, "%s", error.what());
  }
}

/// The object behind a preconditioner that make_shell_preconditioner() made.
template <typename Context>
Context& context_of(PC shell) {
  void* context = nullptr;
  IONFLUX_PETSC(PCShellGetContext(shell, &context));
  return *static_cast<Context*>(context);
}

/// Make `shell` call the context's setup() and apply(in, out) and delete it at its end.
template <typename Context>
void make_shell_preconditioner(PC shell, Context* context, const char* name) {
  IONFLUX_PETSC(PCSetType(shell, PCSHELL));
  IONFLUX_PETSC(PCShellSetContext(shell, context));
  IONFLUX_PETSC(PCShellSetName(shell, name));
  IONFLUX_PETSC(PCShellSetSetUp(shell, [](PC pc) -> PetscErrorCode {
    return guarded_preconditioner([pc] { context_of<Context>(pc).setup(); });
  }));
  IONFLUX_PETSC(PCShellSetApply(shell, [](PC pc, Vec in, Vec out) -> PetscErrorCode {
    return guarded_preconditioner([=] { context_of<Context>(pc).apply(in, out); });
  }));
  IONFLUX_PETSC(PCShellSetDestroy(shell, [](PC pc) -> PetscErrorCode {
    return guarded_preconditioner([pc] { delete &context_of<Context>(pc); });
  }));
}

} // namespace ionflux
