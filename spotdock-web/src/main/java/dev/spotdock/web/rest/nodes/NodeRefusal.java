package dev.spotdock.web.rest.nodes;

import dev.spotdock.compute.NodeRejection;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;

/** What compute's "no" is over HTTP. */
final class NodeRefusal {

    private NodeRefusal() {}

    static Problem of(NodeRejection rejection) {
        return switch (rejection) {
            case NodeRejection.NotSimulated(var provider) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("provider", provider);
            case NodeRejection.NameTaken(var name) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message()).with("name", name);
            case NodeRejection.UnknownNode _ -> Problem.notFound("there is no such node");
            case NodeRejection.HasWork(var _, var state) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("currentState", state);
            case NodeRejection.StillThere(var _, var provider, var state) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("provider", provider)
                            .with("currentState", state);
        };
    }
}
