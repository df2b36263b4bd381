using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// Makes a new cluster with its two roles and the database, in a draft folder that is renamed when complete: a crash
/// at any point leaves either no cluster or a whole one.
/// </summary>
internal sealed class ClusterInitializer(
    ClusterFolder folder, PostgresBinaries binaries, string? user, EmbeddedPostgresOptions options, ILogger logger)
{
    public const string Superuser = "postgres";
    public const string ProductRole = "workflows";

    private const int PasswordHexDigits = 48;
    private const int FirstBuiltinLocaleMajor = 17;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        logger.Initializing(binaries.Version.ToString(), folder.Cluster);
        var superuserPassword = await NewPasswordAsync(Superuser, cancellationToken);
        var productPassword = await NewPasswordAsync(ProductRole, cancellationToken);

        var draft = await InitDbAsync(superuserPassword, cancellationToken);
        await File.AppendAllTextAsync(
            Path.Combine(draft, "postgresql.conf"), "\ninclude_if_exists '../workflows.conf'\n", cancellationToken);
        await CreateRoleAndDatabaseAsync(draft, productPassword, cancellationToken);

        Directory.Move(draft, folder.Cluster);
        folder.RemoveDrafts(logger);
    }

    /// <summary>Writes a password so that at no moment a reader sees half of it, readable by the owner alone.</summary>
    private static async Task WriteSecretAsync(string path, string secret, CancellationToken cancellationToken)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (var writer = new StreamWriter(fresh, options))
        {
            await writer.WriteAsync(secret.AsMemory(), cancellationToken);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private async Task<string> NewPasswordAsync(string role, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(PasswordHexDigits, lowercase: true);
        await WriteSecretAsync(folder.PasswordFile(role), password, cancellationToken);
        return password;
    }

    private async Task<string> InitDbAsync(string superuserPassword, CancellationToken cancellationToken)
    {
        var result = new ToolResult(ToolResult.NotStarted, string.Empty);
        foreach (var locale in Locales())
        {
            var draft = await NewDraftAsync(superuserPassword, cancellationToken);
            var data = Path.Combine(draft, "data");
            result = await Tool.RunPostgresAsync(
                binaries.InitDb,
                [
                    "--pgdata", data, "--username", Superuser,
                    "--pwfile", Path.Combine(draft, "password"), "--encoding", "UTF8",
                    "--auth-local", "scram-sha-256", "--auth-host", "scram-sha-256", .. locale,
                ],
                user, options.StartTimeout, cancellationToken);
            if (result.Succeeded)
            {
                return data;
            }
        }

        folder.RemoveDrafts(logger);

        throw new EmbeddedPostgresException(
            $"A new PostgreSQL {binaries.Version} cluster could not be created in {folder.Root} with {binaries.InitDb}: "
            + $"{result.Output}\nRemedy what it says and start again; nothing has to be cleaned up by hand.");
    }

    /// <summary>
    /// Order by code point (fast, the same on every machine, no index damage by library updates), but fold case of all
    /// letters: built in since 17, before that from the system, whose name for it differs.
    /// </summary>
    private IEnumerable<string[]> Locales()
    {
        if (binaries.Version.Major >= FirstBuiltinLocaleMajor)
        {
            yield return ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"];
        }

        yield return ["--locale", "C", "--lc-ctype", "C.UTF-8"];
        yield return ["--locale", "C", "--lc-ctype", "en_US.UTF-8"];
        yield return ["--locale", "C"];
    }

    private async Task<string> NewDraftAsync(string superuserPassword, CancellationToken cancellationToken)
    {
        var draft = folder.NewDraft();
        ClusterFolder.CreatePrivate(draft);
        await WriteSecretAsync(Path.Combine(draft, "password"), superuserPassword, cancellationToken);
        if (user is not null)
        {
            await ServiceUser.GiveAsync(user, cancellationToken, draft);
        }

        return draft;
    }

    /// <summary>
    /// Single-user mode needs no port and no password, and belongs to the draft like everything before the rename.
    /// </summary>
    private async Task CreateRoleAndDatabaseAsync(
        string draft, string productPassword, CancellationToken cancellationToken)
    {
        // Hex digits only, so the password needs no escaping. Each statement is one line: that is this mode's syntax.
        var statements =
            $"create role {ProductRole} login nosuperuser nocreatedb nocreaterole nobypassrls noreplication "
            + $"password '{productPassword}';\n"
            + $"create database {ProductRole} owner {ProductRole};\n";
        var result = await Tool.RunPostgresAsync(
            binaries.Postgres,
            ["--single", "-D", draft, "-c", "exit_on_error=true", "-c", "log_min_error_statement=panic", "postgres"],
            user, options.StartTimeout, cancellationToken, statements);
        if (!result.Succeeded)
        {
            throw new EmbeddedPostgresException(
                $"The role and database {ProductRole} could not be created in the new cluster: "
                + result.Output.Replace(productPassword, "***", StringComparison.Ordinal));
        }
    }
}
