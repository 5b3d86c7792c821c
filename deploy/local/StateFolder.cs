namespace PeerSupport.Local;

/// <summary>Where data, keys and logs of the local run are kept.</summary>
public static class StateFolder
{
    /// <summary><c>PEERSUPPORT_STATE</c>, or <c>.local</c> in the checkout, or a folder elsewhere when the users of the servers cannot reach the checkout.</summary>
    public static string Choose(Checkout checkout, Action<string> say)
    {
        if (Environment.GetEnvironmentVariable("PEERSUPPORT_STATE") is { Length: > 0 } given)
            return Directory.CreateDirectory(given).FullName;

        var state = Directory.CreateDirectory(checkout.At(".local")).FullName;
        if (Unprivileged.CanReach("postgres", state))
            return state;

        var elsewhere = Directory.CreateDirectory("/var/tmp/peersupport-" + Path.GetFileName(checkout.Root)).FullName;
        say($"The user postgres cannot reach {state}; data and logs are in {elsewhere}.");
        return elsewhere;
    }
}
