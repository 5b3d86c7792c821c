using System.Globalization;

namespace PeerSupport.Chaos;

/// <summary>What a run does. It ends when its breaks and faults are done, or when its time is over, and then it has failed.</summary>
/// <param name="Breaks">How many connections are broken.</param>
/// <param name="Limit">How long posting and breaking may take.</param>
/// <param name="Faults">What else goes wrong, one after the other, spread over the breaks.</param>
/// <param name="Groups">How many groups.</param>
/// <param name="Size">How many members each has.</param>
/// <param name="BreaksPerSecond">At most; fewer where the machine does not keep up.</param>
/// <param name="PostsPerSecond">Of all members together.</param>
internal sealed record Plan(int Breaks, TimeSpan Limit, Fault[] Faults, int Groups, int Size, double BreaksPerSecond, double PostsPerSecond)
{
    /// <summary>What the tests run: each kind of process ends once.</summary>
    public static Plan Short => new(300, TimeSpan.FromMinutes(4), [Fault.ChatKilled, Fault.DatabaseKilled, Fault.BrokerKilled], 4, 8, 12, 12);

    public static Plan Long(int breaks, TimeSpan limit) => new(
        breaks, limit,
        [
            Fault.ChatKilled, Fault.DatabaseKilled, Fault.BroadcastsLost, Fault.BrokerKilled, Fault.GatewayKilled, Fault.NodePaused, Fault.ClockStepped,
            Fault.ChatKilled, Fault.DatabaseKilled, Fault.BroadcastsLost, Fault.BrokerKilled, Fault.NodePaused, Fault.ChatKilled,
        ],
        8, 10, breaks / (limit.TotalSeconds * 0.6), 15);

    /// <exception cref="ArgumentException">The command line is not understood.</exception>
    public static Plan Parse(string[] arguments)
    {
        var (breaks, minutes, faults) = (10_000, 15.0, (Fault[]?)null);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            switch (arguments[i])
            {
                case "--breaks":
                    breaks = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--minutes":
                    minutes = double.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--faults":
                    faults = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Fault.Named)];
                    break;
                default:
                    throw new ArgumentException($"There is no {arguments[i]}; there are --breaks 10000, --minutes 15 and --faults {string.Join(',', Fault.All.Select(fault => fault.Name))}.");
            }
        }
        var plan = Long(breaks, TimeSpan.FromMinutes(minutes));
        return faults is null ? plan : plan with { Faults = faults };
    }
}
