using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.Telemetry;

/// <summary>Where traces and metrics are sent.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Telemetry";

    /// <summary>
    /// OTLP endpoint, such as http://collector:4317. Default: null, then that of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; with neither,
    /// nothing is measured or sent.
    /// </summary>
    [Url]
    public string? Endpoint { get; set; }

    /// <summary>
    /// <c>grpc</c> or <c>http/protobuf</c>. Default: null, then that of <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, else <c>grpc</c>.
    /// </summary>
    [RegularExpression("grpc|http/protobuf")]
    public string? Protocol { get; set; }
}
