using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Engine.Authoring;
using Workflows.Server.Hosting;
using Workflows.Testing.PostgreSql;

namespace Workflows.Server.Tests.Simulation;

/// <summary>A whole server on simulated time that begins on a Friday before the clocks change in London.</summary>
internal sealed class SimulatedServer : IAsyncDisposable
{
    public const string Start = "2026-03-27T08:00:00Z";
    private const string Password = "an unlikely phrase 7";

    private readonly TestDatabase _database;
    private readonly string _folder = Directory.CreateTempSubdirectory("workflows-simulated-").FullName;
    private readonly IWorkflow[] _workflows;
    private RunningServer _server = null!;

    private SimulatedServer(TestDatabase database, IWorkflow[] workflows)
    {
        _database = database;
        _workflows = workflows;
    }

    public HttpClient Admin { get; private set; } = null!;

    public IServiceProvider Services => _server.Application.Services;

    public static async Task<SimulatedServer> StartAsync(params IWorkflow[] workflows)
    {
        var database = await TestDatabase.LeaseAsync(
            DatabaseTemplate.Migrated("server", [.. DatabaseHost.Migrations]), asynchronousCommit: true);
        var server = new SimulatedServer(database, workflows);
        await server.RunAsync();
        return server;
    }

    /// <summary>Stops the process and starts another on the same database.</summary>
    public async Task RestartAsync()
    {
        Admin.Dispose();
        await _server.DisposeAsync();
        await RunAsync();
    }

    /// <summary>Starts another process on the same database beside this one.</summary>
    public async Task StartSecondAsync() => await (await StartProcessAsync()).DisposeAsync();

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Admin.GetAsync(path);
        return await ReadAsync(answer);
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await Admin.PostAsJsonAsync(path, body);
        return await ReadAsync(answer);
    }

    public async Task<IReadOnlyList<string>> TextsAsync(string sql)
    {
        await using var batch = _database.DataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('workflows.tenant', '*', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new HttpRequestException($"{answer.StatusCode}: {text}", null, answer.StatusCode);
    }

    private async Task RunAsync()
    {
        _server = await StartProcessAsync();
        Admin = new HttpClient { BaseAddress = new Uri(_server.Application.Urls.First()) };
        await SignInAsync();
    }

    private Task<RunningServer> StartProcessAsync() => RunningServer.StartAsync(
            [
                "--urls=http://127.0.0.1:0",
                "--environment=Development",
                $"--ConnectionStrings:Workflows={_database.ConnectionString}",
                $"--Workflows:DataDirectory={_folder}",
                $"--Workflows:Admin:Password={Password}",
                "--Workflows:SimulatedTime:Enabled=true",
                $"--Workflows:SimulatedTime:Start={Start}",
                "--Logging:LogLevel:Default=Warning",
            ],
            builder =>
            {
                foreach (var workflow in _workflows)
                {
                    builder.Services.AddSingleton(workflow);
                }
            });

    /// <summary>Signs in again: tokens expire on simulated time, too.</summary>
    public async Task SignInAsync()
    {
        Admin.DefaultRequestHeaders.Authorization = null;
        var answer = await PostAsync("/api/auth/login", new { login = "admin", password = Password });
        Admin.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", answer.GetProperty("access_token").GetString());
    }
}
