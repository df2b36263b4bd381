using Npgsql;

namespace Workflows.PostgreSql.Migrations;

/// <summary>
/// Brings the schema of all modules forward, or one back, under an advisory lock, so that servers that start together
/// migrate once. Each migration is one transaction with its row in <c>schema_migrations</c>.
/// </summary>
public sealed class SqlMigrator
{
    /// <summary>The key of the advisory lock: "wfmigrat" in ASCII.</summary>
    private const long LockKey = 0x77666D6967726174;

    private readonly NpgsqlDataSource _source;
    private readonly IReadOnlyList<(string Module, IReadOnlyList<Migration> Migrations)> _modules;

    /// <summary>Reads all migrations.</summary>
    /// <param name="source">The database; its role must own it.</param>
    /// <param name="sources">The modules in the order in which their schemas depend on each other.</param>
    /// <exception cref="MigrationException">A module has no or inconsistent files, or occurs twice.</exception>
    public SqlMigrator(NpgsqlDataSource source, IEnumerable<MigrationSource> sources)
        : this(
            source,
            sources?.Select(module => (module.Module, module.Load())) ?? throw new ArgumentNullException(nameof(sources)))
    {
    }

    internal SqlMigrator(
        NpgsqlDataSource source, IEnumerable<(string Module, IReadOnlyList<Migration> Migrations)> modules)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _modules = [.. modules];
        var names = _modules.Select(module => module.Module).ToList();
        if (names.Find(name => names.Count(other => string.Equals(other, name, StringComparison.Ordinal)) > 1) is { } twice)
        {
            throw new MigrationException($"Module {twice} was given twice.");
        }
    }

    /// <summary>
    /// Identifies all migration texts together; changes when any of them does. For templates of test databases.
    /// </summary>
    public static string Fingerprint(IEnumerable<MigrationSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var migrations = sources.SelectMany(source => source.Load());
        return string.Join('\n', migrations.Select(migration => $"{migration} {migration.Up.Checksum}"));
    }

    /// <summary>Applies what the database does not have yet; returns what was applied, in order.</summary>
    /// <exception cref="MigrationException">An applied file was changed or is missing, or a script failed.</exception>
    public async Task<IReadOnlyList<Migration>> MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await MigrationSession.OpenAsync(_source, LockKey, cancellationToken);
        await session.EnsureTableAsync(cancellationToken);
        var applied = await session.ReadAppliedAsync(cancellationToken);
        RefuseChanges(applied);
        var pending = Pending(applied);
        foreach (var migration in pending)
        {
            await session.ApplyAsync(migration, cancellationToken);
        }

        return pending;
    }

    /// <summary>Checks without changing anything that the database has exactly these migrations.</summary>
    /// <exception cref="MigrationException">Something is pending, changed or unknown; lists all of it.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken = default)
    {
        var applied = await ReadAppliedAsync(cancellationToken);
        RefuseChanges(applied);
        var pending = Pending(applied);
        if (pending.Count > 0)
        {
            throw new MigrationException(
                $"The database lacks {pending.Count} migrations: {string.Join(", ", pending)}. "
                + "Start a server of this version with migrations switched on, or run them by hand.");
        }
    }

    /// <summary>What the database has, ordered by module and version; empty when it has never been migrated.</summary>
    public async Task<IReadOnlyList<AppliedMigration>> ReadAppliedAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await MigrationSession.OpenAsync(_source, lockKey: null, cancellationToken);
        return await session.TableExistsAsync(cancellationToken) ? await session.ReadAppliedAsync(cancellationToken) : [];
    }

    /// <summary>Takes one module back, newest migration first; returns what was undone.</summary>
    /// <param name="module">The module.</param>
    /// <param name="toVersion">The version that remains; 0 takes the module away.</param>
    /// <param name="cancellationToken">Ends it between two migrations.</param>
    /// <exception cref="MigrationException">
    /// The module is unknown, a file was changed, or a migration has no way back; nothing is undone then.
    /// </exception>
    public async Task<IReadOnlyList<Migration>> MigrateDownAsync(
        string module, int toVersion, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(toVersion);
        var known = _modules.FirstOrDefault(pair => string.Equals(pair.Module, module, StringComparison.Ordinal)).Migrations
            ?? throw new MigrationException(
                $"There is no module {module}; there are {string.Join(", ", _modules.Select(pair => pair.Module))}.");

        await using var session = await MigrationSession.OpenAsync(_source, LockKey, cancellationToken);
        await session.EnsureTableAsync(cancellationToken);
        var applied = await session.ReadAppliedAsync(cancellationToken);
        RefuseChanges(applied);
        var have = Of(module, applied).Select(row => row.Version).ToHashSet();
        var undo = known.Reverse()
            .Where(migration => migration.Version > toVersion && have.Contains(migration.Version)).ToList();
        if (undo.Find(migration => migration.Down is null) is { } oneWay)
        {
            throw new MigrationException($"{oneWay} has no down file, so {module} cannot go back to version {toVersion}.");
        }

        foreach (var migration in undo)
        {
            await session.RevertAsync(migration, cancellationToken);
        }

        return undo;
    }

    private static IEnumerable<AppliedMigration> Of(string module, IReadOnlyList<AppliedMigration> applied) =>
        applied.Where(row => string.Equals(row.Module, module, StringComparison.Ordinal));

    private List<Migration> Pending(IReadOnlyList<AppliedMigration> applied)
    {
        var have = applied.Select(row => (row.Module, row.Version)).ToHashSet();
        return [.. _modules.SelectMany(module => module.Migrations)
            .Where(migration => !have.Contains((migration.Module, migration.Version)))];
    }

    private void RefuseChanges(IReadOnlyList<AppliedMigration> applied)
    {
        var problems = new List<string>();
        foreach (var (module, migrations) in _modules)
        {
            foreach (var row in Of(module, applied))
            {
                var file = migrations.FirstOrDefault(migration => migration.Version == row.Version);
                if (file is null)
                {
                    problems.Add(
                        $"{module} {row.Version:0000}_{row.Name} was applied by a newer server and is unknown to this one");
                }
                else if (!string.Equals(file.Up.Checksum, row.Checksum, StringComparison.Ordinal))
                {
                    problems.Add($"{file} was changed after it was applied on {row.AppliedAt:yyyy-MM-dd HH:mm}Z");
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new MigrationException(
                $"The database and the migration files differ: {string.Join("; ", problems)}. An applied file must never "
                + "change: restore it and put the change into a new one, or start the server version that fits the database.");
        }
    }
}
