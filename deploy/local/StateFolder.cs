namespace PeerSupport.Local;

/// <summary>Where data, keys and logs of a run are kept. One run at a time holds it.</summary>
/// <param name="path">The folder.</param>
/// <param name="hold">The lock, which the kernel releases however this program ends.</param>
public sealed class StateFolder(string path, FileStream hold) : IDisposable
{
    private const string AddressFile = "address";

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary><c>PEERSUPPORT_STATE</c>, or <c>.local</c> in the checkout, or a folder elsewhere when the users of the servers cannot reach the checkout.</summary>
    /// <param name="checkout">Where the programs are.</param>
    /// <param name="part">A folder below it, so that tests and the local run do not share servers; empty for the local run.</param>
    /// <param name="say">Told when the folder is not where one would look.</param>
    /// <exception cref="InvalidOperationException">Another run holds the folder.</exception>
    public static async Task<StateFolder> TakeAsync(Checkout checkout, string part, Action<string> say)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Choose(checkout, say), part)).FullName;
        FileStream hold;
        try
        {
            hold = new FileStream(System.IO.Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            var address = System.IO.Path.Combine(folder, AddressFile);
            throw new InvalidOperationException(File.Exists(address)
                ? $"It is running already: {await File.ReadAllTextAsync(address)}. Stop it there with Ctrl+C, or set PEERSUPPORT_STATE to another folder to run a second one."
                : "Another run in this checkout has not ended yet. Wait for it, or stop it with Ctrl+C.");
        }

        await Trace.EndLeftoversAsync(System.IO.Path.Combine(folder, "logs"), say);
        File.Delete(System.IO.Path.Combine(folder, AddressFile));
        return new(folder, hold);
    }

    /// <summary>Notes the address for whoever starts a second time.</summary>
    public Task NoteAddressAsync(string address) => File.WriteAllTextAsync(System.IO.Path.Combine(Path, AddressFile), address);

    /// <summary>Removes what earlier runs left, so that this one begins with nothing.</summary>
    public void Clear()
    {
        foreach (var folder in Directory.GetDirectories(Path))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.GetFiles(Path).Where(file => file != hold.Name))
            File.Delete(file);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        File.Delete(System.IO.Path.Combine(Path, AddressFile));
        hold.Dispose();
    }

    private static string Choose(Checkout checkout, Action<string> say)
    {
        if (Environment.GetEnvironmentVariable("PEERSUPPORT_STATE") is { Length: > 0 } given)
            return Directory.CreateDirectory(given).FullName;

        var state = Directory.CreateDirectory(checkout.At(".local")).FullName;
        if (Unprivileged.CanReach("postgres", state))
            return state;

        var elsewhere = Directory.CreateDirectory("/var/tmp/peersupport-" + System.IO.Path.GetFileName(checkout.Root)).FullName;
        say($"The user postgres cannot reach {state}; data and logs are in {elsewhere}.");
        return elsewhere;
    }
}
