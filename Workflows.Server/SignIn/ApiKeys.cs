using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;

namespace Workflows.Server.SignIn;

internal sealed class ApiKeys(IUnitOfWork unitOfWork, IAuditTrail audit, TimeProvider time) : IApiKeys
{
    public async ValueTask<NewApiKey> CreateAsync(
        SignedInUser user, string name, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, 100, nameof(name));
        var text = ApiKeyText.Make();
        var key = new ApiKey
        {
            UserId = user.UserId,
            Name = name.Trim(),
            Prefix = text[..ApiKeyText.PrefixLength],
            KeyHash = ApiKeyText.Hash(text),
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = expires?.ToUniversalTime(),
        };
        (await unitOfWork.BeginAsync(cancellationToken)).Add(key);
        await audit.WriteAsync(
            "api_key.create", "api_key", key.Id, null, new { key.Name, key.Prefix, key.ExpiresAt }, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new NewApiKey(text, View(key));
    }

    public async ValueTask<IReadOnlyList<ApiKeyView>> ListAsync(SignedInUser user, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var keys = await context.Set<ApiKey>().AsNoTracking()
            .Where(k => k.UserId == user.UserId).OrderByDescending(static k => k.Id).ToListAsync(cancellationToken);
        return keys.ConvertAll(View);
    }

    public async ValueTask<bool> RevokeAsync(SignedInUser user, Guid keyId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var key = await context.Set<ApiKey>()
            .SingleOrDefaultAsync(k => k.Id == keyId && k.UserId == user.UserId, cancellationToken);
        if (key is null)
        {
            return false;
        }

        if (key.RevokedAt is null)
        {
            key.RevokedAt = time.GetUtcNow();
            await audit.WriteAsync("api_key.revoke", "api_key", key.Id, null, new { key.Name, key.RevokedAt }, cancellationToken);
            await unitOfWork.CommitAsync(cancellationToken);
        }

        return true;
    }

    private static ApiKeyView View(ApiKey key) =>
        new(key.Id, key.Name, key.Prefix, key.CreatedAt, key.LastUsedAt, key.ExpiresAt, key.RevokedAt);
}
