using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Screening.Model;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Rules;

/// <summary>
/// The models of this community that take part at this node. Nobody waits for them: a message that comes before they are read is judged without,
/// because they may only add a look by a moderator.
/// </summary>
internal sealed class ActiveModels(IServiceScopeFactory scopes, ILogger<ActiveModels> logger)
{
    private volatile CommunityModels? _current;
    private long _seen;

    /// <summary>The activation that was looked at last; 0 before the first.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    /// <summary>Null when none takes part, which costs a message nothing.</summary>
    public CommunityModels? Current => _current;

    /// <summary>Reads the stored models when they are newer than the last ones.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await NewerAsync(cancellationToken) is { } stored)
                Take(stored);
        }
        catch (Exception exception) when (exception.IsDatabaseAway())
        {
            logger.LogWarning("The models in force are read when the database answers again: {Fault}", exception.GetType().Name);
        }
    }

    private async Task<StoredModels?> NewerAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var seen = Seen;
        return await scope.ServiceProvider.GetRequiredService<ChatDb>().Models.AsNoTracking().SingleOrDefaultAsync(models => models.Activation > seen, cancellationToken);
    }

    private void Take(StoredModels stored)
    {
        // One that cannot be read takes no part; the model that it replaces was switched off by a person, and must not go on in its place.
        var (active, shadow) = (Read(stored.ActiveNumber, stored.ActiveFile), Read(stored.ShadowNumber, stored.ShadowFile));
        _current = active is null && shadow is null ? null : new(active, shadow);
        Interlocked.Exchange(ref _seen, stored.Activation);
        logger.LogInformation("Of the community's models {Active} takes part and {Shadow} is watched from now on", active?.Number, shadow?.Number);
    }

    private CommunityModel? Read(long? number, byte[]? file)
    {
        if (number is not { } known || file is null)
            return null;
        try
        {
            return CommunityModel.Read(known, file);
        }
        catch (InvalidDataException fault)
        {
            logger.LogError("Model {Number} cannot be read and takes no part: {Fault}", known, fault.Message);
            return null;
        }
    }
}
