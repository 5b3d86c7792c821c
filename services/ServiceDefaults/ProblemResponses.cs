using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PeerSupport.ServiceDefaults;

/// <summary>Writes into the OpenAPI document the refusals that the defaults give, so that no route has to repeat them and none can forget them.</summary>
internal sealed class ProblemResponses : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isPublic = metadata.OfType<IAllowAnonymous>().Any();
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
            Add("400", "Bad input; errors names the fields.");
        if (!isPublic)
            Add("401", "Nobody is signed in.");
        if (!isPublic && metadata.OfType<IAuthorizeData>().Any(data => data.Policy is Policies.Moderator or Policies.Admin))
            Add("403", "For the team only.");
        Add("503", "The database is away; Retry-After says when to try again.");
        return Task.CompletedTask;

        void Add(string status, string description)
        {
            operation.Responses ??= [];
            if (!operation.Responses.ContainsKey(status))
            {
                operation.Responses[status] = new OpenApiResponse
                {
                    Description = description,
                    Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
                };
            }
        }
    }
}
