/// The scenes and data that ship with the program, embedded in it so that it runs from anywhere.
package enum SceneLibrary {
  /// The bytes of every shipped file by its path below `scenes/`; scenes in teaching order.
  package static let files: [(path: String, bytes: [UInt8])] = [
    ("matmul.scene", PackageResources.matmul_scene),
    ("matmul-dX.scene", PackageResources.matmul_dX_scene),
    ("matvec.scene", PackageResources.matvec_scene),
    ("matvec-dA.scene", PackageResources.matvec_dA_scene),
    ("batch-relu.scene", PackageResources.batch_relu_scene),
    ("tensor-product.scene", PackageResources.tensor_product_scene),
    ("erratum.scene", PackageResources.erratum_scene),
    ("iris.scene", PackageResources.iris_scene),
    ("data/iris.csv", PackageResources.iris_csv),
  ]
}
