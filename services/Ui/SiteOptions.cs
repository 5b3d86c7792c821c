using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PeerSupport.Ui;

/// <summary>What the operator calls the place and where it stands. Section <c>Site</c> of the configuration.</summary>
public sealed class SiteOptions
{
    /// <summary>The name on every page.</summary>
    public string Name { get; set; } = "Evenlight";

    /// <summary>Who runs it, as the footer says it; nothing is said where it is empty.</summary>
    public string OperatedBy { get; set; } = "";

    /// <summary>The harmless page that "Leave quickly" opens.</summary>
    public string LeaveTo { get; set; } = "https://www.wikipedia.org/";

    /// <summary>ISO 3166-1 alpha-2: the country whose crisis lines come first.</summary>
    public string Country { get; set; } = "GB";
}

/// <summary>Registers what the components need.</summary>
public static class UiServices
{
    /// <summary>Binds <see cref="SiteOptions"/>; the components read them.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<SiteOptions>(configuration.GetSection("Site"));
        return services;
    }
}
