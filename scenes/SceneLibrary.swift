/// The scenes and data that ship with the program, embedded in it so that it runs from anywhere.
package enum SceneLibrary {
  /// The bytes of every shipped file by its path below `scenes/`; scenes in teaching order.
  package static let files: [(path: String, bytes: [UInt8])] = [
    ("matmul.scene", PackageResources.matmul_scene),
    ("matmul-dX.scene", PackageResources.matmul_dX_scene),
    ("matvec.scene", PackageResources.matvec_scene),
    ("matvec-dA.scene", PackageResources.matvec_dA_scene),
    ("jacobian.scene", PackageResources.jacobian_scene),
    ("layouts.scene", PackageResources.layouts_scene),
    ("batch-relu.scene", PackageResources.batch_relu_scene),
    ("linear-layer.scene", PackageResources.linear_layer_scene),
    ("gram.scene", PackageResources.gram_scene),
    ("tensor-product.scene", PackageResources.tensor_product_scene),
    ("square-trap.scene", PackageResources.square_trap_scene),
    ("erratum.scene", PackageResources.erratum_scene),
    ("least-squares.scene", PackageResources.least_squares_scene),
    ("iris.scene", PackageResources.iris_scene),
    ("hessian.scene", PackageResources.hessian_scene),
    ("trace-tricks.scene", PackageResources.trace_tricks_scene),
    ("inverse-determinant.scene", PackageResources.inverse_determinant_scene),
    ("softmax-cross-entropy.scene", PackageResources.softmax_cross_entropy_scene),
    ("two-layer.scene", PackageResources.two_layer_scene),
    ("attention.scene", PackageResources.attention_scene),
    ("data/iris.csv", PackageResources.iris_csv),
  ]
}
