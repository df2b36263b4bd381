using Microsoft.AspNetCore.Authorization;
using Workflows.Server.Http.Listing;

namespace Workflows.Server.Http.Routing;

/// <summary>What endpoints say about themselves beyond route and handler.</summary>
internal static class EndpointConventions
{
    /// <summary>The endpoint is a list of this shape and takes a <see cref="ListRequest"/>.</summary>
    public static TBuilder WithList<TBuilder>(this TBuilder builder, ListShape shape)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(shape);

    /// <summary>Stops the start when an endpoint has neither a policy nor an explicit permission for everybody.</summary>
    /// <exception cref="InvalidOperationException">Names every such endpoint.</exception>
    public static void RequireAccessRules(this IEndpointRouteBuilder routes)
    {
        var open = routes.DataSources.SelectMany(static source => source.Endpoints)
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(static rule => rule.Policy is not null))
            .Select(static endpoint => endpoint.DisplayName)
            .ToList();
        if (open.Count > 0)
        {
            throw new InvalidOperationException(
                $"These endpoints have no access rule: {string.Join("; ", open)}. Add RequireAuthorization(policy) or AllowAnonymous().");
        }
    }
}
