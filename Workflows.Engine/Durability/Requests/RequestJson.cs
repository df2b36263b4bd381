using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Engine.Durability.Requests;

/// <summary>How requests are stored in work items.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(EventMessage))]
[JsonSerializable(typeof(OperatorCommand))]
[JsonSerializable(typeof(TimerFired))]
internal sealed partial class RequestJson : JsonSerializerContext;
