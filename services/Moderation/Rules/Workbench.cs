using PeerSupport.Screening;

namespace PeerSupport.Moderation.Rules;

/// <summary>Rules put together, as far as that goes.</summary>
/// <param name="Screener">Null when they have faults.</param>
/// <param name="Faults">What has to be mended.</param>
/// <param name="Failed">Examples that come out otherwise than they say.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record PreparedRules(Screener? Screener, IReadOnlyList<RuleFault> Faults, IReadOnlyList<FailedExample> Failed, long Milliseconds)
{
    public bool IsSound => Faults.Count == 0 && Failed.Count == 0;
}

/// <summary>
/// Puts rules together for those who work on them. One set at a time, beside everything else, and the last few are kept: whoever tries one sentence tries
/// another. They are made as chat makes its own, so that a sentence tried here is judged as it would be there.
/// </summary>
internal sealed class Workbench(IConfiguration configuration, TimeProvider clock) : IDisposable
{
    private const int Kept = 3;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly LinkedList<(string Digest, PreparedRules Rules)> _last = [];
    private readonly ScreenerOptions _options = new() { UseModel = configuration.GetValue("Screening:UseModel", true) };

    public async Task<PreparedRules> PrepareAsync(RuleVersion version, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last.FirstOrDefault(known => known.Digest == version.Digest) is { Rules: not null } found)
            {
                _last.Remove(found);
                _last.AddFirst(found);
                return found.Rules;
            }

            var prepared = await Task.Run(() => Prepare(version.Files), cancellationToken);
            _last.AddFirst((version.Digest, prepared));
            if (_last.Count > Kept)
                _last.RemoveLast();
            return prepared;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private PreparedRules Prepare(byte[] files)
    {
        var started = clock.GetTimestamp();
        try
        {
            var screener = Screener.Create(RuleFiles.Unpack(files), _options);
            return new(screener, [], screener.CheckExamples(), (long)clock.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (RuleFaultsException fault)
        {
            return new(null, fault.Faults, [], (long)clock.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}
