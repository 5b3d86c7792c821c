using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>The other services, as the pages call them: with the reader's own token and no rights beyond theirs.</summary>
internal static class UpstreamServices
{
    public static void AddUpstream(this WebApplicationBuilder builder)
    {
        builder.Services.AddTransient<ReaderToken>();
        Add<ContentClient>(builder, "Content");
        Add<ArticleDesk>(builder, "Content");
        Add<ChatClient>(builder, "Chat");
        Add<GroupDesk>(builder, "Chat");
        Add<InboxClient>(builder, "Notifications");
        builder.Services.AddSingleton(CrisisLines.Load());
    }

    private static void Add<TClient>(WebApplicationBuilder builder, string service) where TClient : class =>
        builder.Services.AddHttpClient<TClient>(client =>
        {
            var name = service.ToLowerInvariant();
            client.BaseAddress = new Uri(builder.Configuration.ServiceAddress(service), $"/api/{name}/");
            client.Timeout = TimeSpan.FromSeconds(10);
        }).AddHttpMessageHandler<ReaderToken>();
}

/// <summary>Hands on the bearer token that the gateway added to the reader's request.</summary>
internal sealed class ReaderToken(IHttpContextAccessor accessor) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (accessor.HttpContext?.Request.Headers.Authorization is { Count: > 0 } token)
            request.Headers.TryAddWithoutValidation("Authorization", token.ToString());
        return base.SendAsync(request, cancellationToken);
    }
}
