"""Makes a network's weights 8-bit: `quantise`. Its sums are of 8 bits too, but for the two that lose most by it.

Of the 8 bits a weight uses 7, so that every processor adds alike (docs/decisions/0016-seven-bits.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

_TOO_COARSE = re.compile(r"/layer\.[01]/output/dense/")
"""The second feed-forward matrix of the first two layers. One scale has to serve all numbers that go into it, and a
few of these are far larger than the rest: in 8 bits these two lose the most (docs/model-card.md)."""


def quantise(exact: Path, out: Path) -> None:
    """Write the network in `exact` with 8-bit weights."""
    # one scale for each output of a matrix, not for the whole: it costs no time
    quantize_dynamic(
        str(exact),
        str(out),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # to 7 bits: with 8 the sums overflow on processors without instructions for them
        extra_options={"DefaultTensorType": TensorProto.FLOAT},  # types of fused operators are not inferred
    )
    onnx.save(with_exact_sums(onnx.load(out)), out)


def with_exact_sums(network: onnx.ModelProto) -> onnx.ModelProto:
    """The network with the two sums in floats; their weights are still stored in 8 bits, so the file does not grow."""
    graph = network.graph
    kept, made = list(graph.node), {}
    for product in [one for one in kept if one.op_type == "MatMulInteger" and _TOO_COARSE.search(one.name)]:
        gone, instead = _exact(graph, product)
        made[product.output[0]] = instead
        kept = [one for one in kept if all(one is not other for other in gone)]
    nodes = [new for one in kept for new in made.get(one.output[0], [one])]
    used = {name for node in nodes for name in node.input}
    for field, found in (
        (graph.node, [one for one in nodes if one.op_type != "DynamicQuantizeLinear" or one.output[0] in used]),
        (graph.initializer, [one for one in graph.initializer if one.name in used]),
    ):
        del field[:]
        field.extend(found)
    return network


def _exact(graph: GraphProto, product: NodeProto) -> tuple[list[NodeProto], list[NodeProto]]:
    """What makes up a product of 8-bit numbers, less the product itself, and what takes its place."""
    values = {one.name: one for one in graph.initializer}
    maker = {name: node for node in graph.node for name in node.output}
    (cast,) = _readers(graph, product.output[0])
    (result,) = _readers(graph, cast.output[0])
    scales = maker[next(name for name in result.input if name != cast.output[0])]
    scale = next(name for name in scales.input if name in values)
    if numpy_helper.to_array(values[product.input[3]]).any():
        raise ValueError(f"the weights of {product.name} have a zero point other than 0")
    weights, whole = product.input[1], f"{product.name}_weights"
    return [cast, result, scales], [
        helper.make_node("Cast", [weights], [f"{whole}_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{whole}_float", scale], [whole]),
        helper.make_node("MatMul", [maker[product.input[0]].input[0], whole], list(result.output), name=product.name),
    ]


def _readers(graph: GraphProto, name: str) -> Iterator[NodeProto]:
    return (node for node in graph.node if name in node.input)
