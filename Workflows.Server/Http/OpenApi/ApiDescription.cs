using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Workflows.Server.Http.Listing;

namespace Workflows.Server.Http.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: list parameters, sign-in, problem answers.</summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", static options =>
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Workflows",
                Version = "v1",
                Description = "Process automation: support tickets with SLA, processes, events, operations. Errors are "
                    + "application/problem+json (RFC 9457) with a stable code.",
            };

            // The server of the document is where it was fetched from.
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Bearer] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = Bearer,
                    Description = "Token of POST /api/auth/login.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            operation.Responses ??= [];
            operation.Responses.TryAdd("default", new OpenApiResponse { Description = "A problem document (RFC 9457)." });
            if (!metadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
                ];
            }

            if (metadata.OfType<ListShape>().FirstOrDefault() is { } shape)
            {
                operation.Parameters ??= [];
                foreach (var parameter in Parameters(shape))
                {
                    operation.Parameters.Add(parameter);
                }
            }

            return Task.CompletedTask;
        });
    });

    private static IEnumerable<OpenApiParameter> Parameters(ListShape shape)
    {
        foreach (var parameter in shape.IsReport ? [] : ListParameters(shape))
        {
            yield return parameter;
        }

        foreach (var (name, meaning) in shape.Filters)
        {
            yield return Query(name, meaning, JsonSchemaType.String);
        }
    }

    private static IEnumerable<OpenApiParameter> ListParameters(ListShape shape)
    {
        yield return Query("page", "Page, from 1.", JsonSchemaType.Integer);
        yield return Query("page_size", $"Rows of a page, 1 to {ListRequest.MaximumPageSize}; default {ListRequest.DefaultPageSize}.", JsonSchemaType.Integer);
        yield return Query("ordering", $"One or more of {string.Join(", ", shape.Orderings)}, with a leading minus for descending; default {shape.DefaultOrdering}.", JsonSchemaType.String);
        if (shape.Search is not null)
        {
            yield return Query("search", $"Looks in {shape.Search}.", JsonSchemaType.String);
        }

        if (shape.ByCreation)
        {
            yield return Query("created_after", "Made at this instant or later.", JsonSchemaType.String);
            yield return Query("created_before", "Made before this instant.", JsonSchemaType.String);
        }
    }

    private static OpenApiParameter Query(string name, string description, JsonSchemaType type) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = type },
        Example = type == JsonSchemaType.Integer ? JsonValue.Create(1) : null,
    };
}
