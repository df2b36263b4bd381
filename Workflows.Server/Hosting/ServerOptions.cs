using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.Hosting;

/// <summary>Settings of the server itself.</summary>
public sealed class ServerOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Workflows";

    /// <summary>Folder of the private PostgreSQL, the token key and the like. Default: .data in the working directory.</summary>
    [Required]
    public string DataDirectory { get; set; } = ".data";

    /// <summary>
    /// Folder with the programs of PostgreSQL 15 to 18, for the private one. Default: null, found on the machine or fetched.
    /// </summary>
    public string? PostgresBinaries { get; set; }

    /// <summary>Whether missing migrations are applied at start (true, default) or only looked for (false: refuse to start).</summary>
    public bool Migrate { get; set; } = true;

    /// <summary>Origins whose pages may call the API, such as https://app.example.com. Default: none; * not in production.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>The server's address for people, used in links of mails. Default: null, the first address it listens on.</summary>
    [Url]
    public string? FrontendUrl { get; set; }

    /// <summary>Whether plain HTTP is redirected (308) to HTTPS, /health excepted, and HSTS is sent. Default: false.</summary>
    public bool RequireHttps { get; set; }

    /// <summary>Largest request body in bytes, 1 KiB to 100 MiB. Default: 1 MiB.</summary>
    [Range(1024, 104_857_600)]
    public long MaxRequestBytes { get; set; } = 1_048_576;

    /// <summary>How long running requests and bursts may take to end at a shutdown, 0 to 10 minutes. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
