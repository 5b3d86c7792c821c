using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using PeerSupport.Gateway.Pages;

namespace PeerSupport.Gateway.Protection;

/// <summary>How much one address may ask. The figures can be changed: <c>Limits:RequestsPerMinute</c>, <c>Limits:AccountPostsPerMinute</c>, <c>Limits:MemberWritesPerMinute</c>.</summary>
internal static class Limits
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PerAddress(configuration.GetValue("Limits:RequestsPerMinute", 1200)),
            AccountPosts(configuration.GetValue("Limits:AccountPostsPerMinute", 20)));
        options.OnRejected = (rejected, _) => new ValueTask(TooMuchAsync(rejected.HttpContext, rejected.Lease));
    });

    public static Task TooMuchAsync(HttpContext context, RateLimitLease lease)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 10;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Answer.WriteAsync(context, StatusCodes.Status429TooManyRequests, "too-fast", "That was a lot at once",
            $"Please wait {seconds} seconds and try again. Nothing is wrong with your account.");
    }

    /// <summary>A bucket: a page with its parts may come at once, and many people may share one address.</summary>
    private static PartitionedRateLimiter<HttpContext> PerAddress(int perMinute) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        context.Request.Path.StartsWithSegments("/health")
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(Address(context), _ => Bucket(perMinute)));

    /// <summary>Guessing of passwords over many accounts from one address; the lockout of a single account is identity's.</summary>
    private static PartitionedRateLimiter<HttpContext> AccountPosts(int perMinute) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        HttpMethods.IsPost(context.Request.Method) && (context.Request.Path.StartsWithSegments("/account") || context.Request.Path.StartsWithSegments("/connect"))
            ? RateLimitPartition.GetFixedWindowLimiter(Address(context), _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(""));

    public static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = Math.Max(1, perMinute / 2),
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(60.0 / Math.Min(60, perMinute)),
        QueueLimit = 0,
    };

    /// <summary>A household or a phone has a whole /64 of IPv6, so that is one address here.</summary>
    private static string Address(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString() : address.ToString();
    }
}
