using System.Threading.RateLimiting;

namespace PeerSupport.Gateway.Protection;

/// <summary>How much one member may write in a minute, from however many addresses. A hub has limits of its own.</summary>
internal sealed class MemberLimit(RequestDelegate next, MemberLimit.Buckets buckets)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.User.FindFirst("sub")?.Value is not { } member)
        {
            await next(context);
            return;
        }

        using var lease = await buckets.Limiter.AcquireAsync(member, cancellationToken: context.RequestAborted);
        if (lease.IsAcquired)
            await next(context);
        else
            await Limits.TooMuchAsync(context, lease);
    }

    /// <summary>The buckets of all members that have written lately.</summary>
    internal sealed class Buckets(IConfiguration configuration) : IDisposable
    {
        public PartitionedRateLimiter<string> Limiter { get; } = PartitionedRateLimiter.Create<string, string>(member =>
            RateLimitPartition.GetTokenBucketLimiter(member, _ => Limits.Bucket(configuration.GetValue("Limits:MemberWritesPerMinute", 240))));

        public void Dispose() => Limiter.Dispose();
    }
}
