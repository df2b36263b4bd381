using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Workflows.Engine.Durability.Telemetry;
using Workflows.Server.MailDispatch;

namespace Workflows.Server.Telemetry;

/// <summary>Sends traces and metrics to an OTLP endpoint. Without one it does nothing, and so nobody listens to any instrument.</summary>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options, IConfiguration configuration) : IHostedService, IDisposable
{
    private const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private readonly TelemetryOptions _options = options.Value;
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(_options.Endpoint) || !string.IsNullOrEmpty(configuration[StandardEndpoint]))
        {
            Begin();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }

    // A method of its own, so that the libraries are loaded only when they are used.
    private void Begin()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("workflows", autoGenerateServiceInstanceId: true);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(EngineTelemetry.Name, MailTelemetry.Name, "Microsoft.AspNetCore", "Npgsql")
            .AddOtlpExporter(exporter => Direct(exporter, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(EngineTelemetry.Name, MailTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime")
            .AddOtlpExporter(exporter => Direct(exporter, "v1/metrics"))
            .Build();
    }

    // The exporter adds the path of the signal only to an endpoint from the environment.
    private void Direct(OtlpExporterOptions exporter, string path)
    {
        exporter.Protocol = _options.Protocol switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => exporter.Protocol,
        };
        if (_options.Endpoint is { Length: > 0 } endpoint)
        {
            var root = new Uri(endpoint.TrimEnd('/') + "/");
            exporter.Endpoint = exporter.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(root, path) : root;
        }
    }
}
