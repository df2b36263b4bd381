using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;

namespace Workflows.Engine.State;

/// <summary>Writes an instance as compact JSON and brings it back exactly: live runs, variables, waits, scheduled work, incidents.</summary>
public static class WorkflowStateSerializer
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the state as UTF-8 JSON.</summary>
    /// <exception cref="NotSupportedException">A variable or property holds a value that cannot be kept, such as a stream.</exception>
    public static void Serialize(WorkflowExecutionContext context, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        StateWriter.Write(writer, context);
    }

    /// <summary>Writes the state as UTF-8 JSON.</summary>
    public static byte[] Serialize(WorkflowExecutionContext context)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Serialize(context, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Brings an instance back.</summary>
    /// <param name="graph">The workflow version that the instance runs on.</param>
    /// <param name="state">What <see cref="Serialize(WorkflowExecutionContext, IBufferWriter{byte})"/> wrote.</param>
    /// <param name="services">Services of its activities; null: none.</param>
    /// <param name="timeProvider">Its clock; null: the system's.</param>
    /// <exception cref="InvalidOperationException">The state does not fit the workflow.</exception>
    public static WorkflowExecutionContext Restore(
        WorkflowGraph graph, ReadOnlySpan<byte> state, IServiceProvider? services = null, TimeProvider? timeProvider = null)
    {
        var reader = new Utf8JsonReader(state);
        using var document = JsonDocument.ParseValue(ref reader);
        return StateReader.Read(graph, document.RootElement, services, timeProvider);
    }
}
