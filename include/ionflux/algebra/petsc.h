#pragma once

/// PETSc from C++: error codes become exceptions, handles destroy themselves.

#include <petscsnes.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ionflux {

/// What PETSc cannot do: a fault of ours, or of the options that the user passes to it.
class PetscFailure : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Throw PetscFailure if a PETSc call failed; `call` says which.
inline void petsc_check(const PetscErrorCode code, const char* call) {
  if (code == 0) return;
  const char* text = nullptr;
  PetscErrorMessage(code, &text, nullptr);
  throw PetscFailure(std::string(call) + ": PETSc error " + std::to_string(code) + " (" +
                     (text ? text : "unknown") + ")");
}

#define IONFLUX_PETSC(call) ::ionflux::petsc_check(call, #call)

/// Owner of a PETSc object.
template <typename Object, PetscErrorCode (*destroy)(Object*)>
class PetscHandle {
public:
  PetscHandle() = default;
  PetscHandle(const PetscHandle&) = delete;
  PetscHandle& operator=(const PetscHandle&) = delete;
  PetscHandle(PetscHandle&& other) noexcept : object(std::exchange(other.object, nullptr)) {}
  PetscHandle& operator=(PetscHandle&& other) noexcept {
    std::swap(object, other.object);
    return *this;
  }
  ~PetscHandle() { destroy(&object); }

  operator Object() const { return object; }
  Object* address() { return &object; }

private:
  Object object = nullptr;
};

using SnesHandle = PetscHandle<SNES, SNESDestroy>;
using IndexSetHandle = PetscHandle<IS, ISDestroy>;
using VecHandle = PetscHandle<Vec, VecDestroy>;

/// A vector with the layout of another one: zero, and with its values.
VecHandle zero_like(Vec x);
VecHandle copy_of(Vec x);

/// Set the owned entries to zero that `where` marks.
void set_zero(Vec x, const std::vector<char>& where);

/// Euclidean norm of each field of a vector whose unknowns are interleaved by node. Collective.
std::vector<double> field_norms(Vec vector, unsigned int n_fields);

/// Largest absolute value of each field, likewise. Collective.
std::vector<double> field_maxima(Vec vector, unsigned int n_fields);

/// Copy one field of an interleaved vector into a vector of its own, and back.
void extract_field(Vec interleaved, unsigned int field, unsigned int n_fields, Vec single);
void insert_field(Vec single, unsigned int field, unsigned int n_fields, Vec interleaved);

/// While alive, a failing PETSc call returns its code and prints nothing.
class QuietPetscErrors {
public:
  QuietPetscErrors() { PetscPushErrorHandler(PetscReturnErrorHandler, nullptr); }
  ~QuietPetscErrors() { PetscPopErrorHandler(); }
};

} // namespace ionflux
