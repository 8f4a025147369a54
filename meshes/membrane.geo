// A slab membrane between two baths, hexahedra, lengths in nm; 3-D.
// gmsh -3 membrane.geo -format msh22 -o membrane.msh
// The same shape as the built-in geometry "membrane" with Thickness 100 nm, baths of 20 nm, Width 20 nm.

thickness = 100; bath = 20; width = 20;
fine = 0.25; // cells at the faces of the membrane

Point(1) = {-thickness/2 - bath, 0, 0};
Point(2) = {-thickness/2, 0, 0};
Point(3) = {thickness/2, 0, 0};
Point(4) = {thickness/2 + bath, 0, 0};
Line(1) = {2, 1}; // from the face into the bath
Line(2) = {2, 3};
Line(3) = {3, 4};
Transfinite Curve {1, 3} = 13 Using Progression 1.3;
Transfinite Curve {2} = 33 Using Bump 0.04;

// A line becomes a strip of quadrilaterals, a strip a slab of hexahedra.
Extrude {0, width, 0} { Curve{1:3}; Layers{1}; Recombine; }
strips[] = Surface{:};
left[] = Extrude {0, 0, width} { Surface{strips[0]}; Layers{1}; Recombine; };
middle[] = Extrude {0, 0, width} { Surface{strips[1]}; Layers{1}; Recombine; };
right[] = Extrude {0, 0, width} { Surface{strips[2]}; Layers{1}; Recombine; };
Coherence;

Physical Volume("left bath") = {left[1]};
Physical Volume("membrane") = {middle[1]};
Physical Volume("right bath") = {right[1]};
e = 1e-3;
Physical Surface("left") = Surface In BoundingBox {-thickness/2 - bath - e, -e, -e, -thickness/2 - bath + e, width + e, width + e};
Physical Surface("right") = Surface In BoundingBox {thickness/2 + bath - e, -e, -e, thickness/2 + bath + e, width + e, width + e};
Physical Surface("left face") = Surface In BoundingBox {-thickness/2 - e, -e, -e, -thickness/2 + e, width + e, width + e};
Physical Surface("right face") = Surface In BoundingBox {thickness/2 - e, -e, -e, thickness/2 + e, width + e, width + e};
x0 = -thickness/2 - bath - e; x1 = thickness/2 + bath + e;
side[] = Surface In BoundingBox {x0, -e, -e, x1, e, width + e};
side[] += Surface In BoundingBox {x0, width - e, -e, x1, width + e, width + e};
side[] += Surface In BoundingBox {x0, -e, -e, x1, width + e, e};
side[] += Surface In BoundingBox {x0, -e, width - e, x1, width + e, width + e};
Physical Surface("side") = {side[]};
