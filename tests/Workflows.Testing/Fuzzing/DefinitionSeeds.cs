using System.Text.Json.Nodes;

namespace Workflows.Testing.Fuzzing;

/// <summary>Sound definitions to break: they have every kind of part between them.</summary>
public static class DefinitionSeeds
{
    private static readonly string[] Texts =
    [
        """
        {"definitionId":"a","name":"A","variables":[{"id":"v","name":"V","typeName":"Int32","value":"5"}],"inputs":[{"name":"I","type":"String"}],
         "outputs":[{"name":"O","type":"Object"}],"outcomes":["Yes"],"options":{"usableAsActivity":true},"customProperties":{"k":1},
         "root":{"id":"f","type":"Elsa.Flowchart","version":1,"start":"w","activities":[
           {"id":"w","type":"Elsa.WriteLine","version":1,"metadata":{"designer":{"position":{"x":1,"y":2}}},
            "customProperties":{"logPersistenceMode":{"default":"Exclude","inputs":{"text":"Include"}}},
            "text":{"typeName":"String","expression":{"type":"JavaScript","value":"getV() + 1"}}},
           {"id":"s","type":"Elsa.FlowSwitch","version":1,"cases":[{"label":"A","condition":{"type":"JavaScript","value":"true"}}]},
           {"id":"t","type":"Elsa.SetVariable","version":1,"variable":{"id":"v","name":"V","typeName":"Int32"},
            "value":{"typeName":"Object","expression":{"type":"Variable","value":"{\"id\":\"v\",\"name\":\"V\"}"}}}],
          "connections":[{"source":{"activity":"w","port":"Done"},"target":{"activity":"s","port":"In"},"vertices":[{"x":1,"y":2}]},
                         {"source":"s","target":"t","sourcePort":"A","targetPort":"In"}]}}
        """,
        """
        {"definitionId":"b","name":"B","root":{"id":"q","type":"Elsa.Sequence","version":1,"variables":[{"id":"n","name":"N","typeName":"String"}],
          "activities":[
           {"id":"e","type":"Elsa.HttpEndpoint","version":1,"customProperties":{"canStartWorkflow":true},
            "path":{"typeName":"String","expression":{"type":"Literal","value":"orders/{id}"}},
            "supportedMethods":{"typeName":"String[]","expression":{"type":"Object","value":"[\"GET\",\"POST\"]"}},
            "routeData":{"typeName":"ObjectDictionary","memoryReference":{"id":"n"}}},
           {"id":"c","type":"Elsa.Cron","version":1,"customProperties":{"canStartWorkflow":true},
            "cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"0 */5 * * *"}}},
           {"id":"i","type":"Elsa.If","version":1,"condition":{"typeName":"Boolean","expression":{"type":"Literal","value":"True"}},
            "then":{"id":"y","type":"Elsa.WriteLine","version":1},"else":{"id":"z","type":"Acme.Unknown","version":2}},
           {"id":"x","type":"Elsa.Switch","version":1,"cases":[{"label":"L","condition":{"type":"Liquid","value":"{{ V }}"},
            "activity":{"id":"k","type":"Elsa.Delay","version":1,"timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"00:00:01"}}}}]}]}}
        """,
    ];

    /// <summary>The definitions, new at every call.</summary>
    public static IReadOnlyList<JsonObject> All => Array.ConvertAll(Texts, static text => JsonNode.Parse(text)!.AsObject());
}
