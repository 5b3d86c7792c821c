using PeerSupport.Load;
using PeerSupport.Load.Chat;
using PeerSupport.Load.Room;
using PeerSupport.Load.Servers;

try
{
    return args switch
    {
        ["screening"] => ScreeningLatency.Run(Console.Out),
        ["rules"] => RuleCompilation.Run(Console.Out),
        ["bare"] => await BareHub.RunAsync(),
        ["chat" or "hall" or "held" or "idle" or "nodes" or "gateway" or "history", ..] when Pinned.IsElsewhere => Pinned.Run(args),
        ["chat", .. var rest] => await new RampCommand(LoadOptions.Parse(rest), Console.Out, Job.Rooms).RunAsync(),
        ["hall", .. var rest] => await new RampCommand(LoadOptions.Parse(rest), Console.Out, Job.Hall).RunAsync(),
        ["nodes", .. var rest] => await new RampCommand(LoadOptions.Parse(rest, "chat,disjoint,across"), Console.Out, Job.Rooms with { Baseline = "chat" }).RunAsync(),
        ["gateway", .. var rest] => await new RampCommand(LoadOptions.Parse(rest, "gateway,nginx"), Console.Out, Job.Rooms with { Baseline = "nginx" }).RunAsync(),
        ["history", .. var rest] => await new HistoryCommand(LoadOptions.Parse(rest), Console.Out).RunAsync(),
        ["held", var rate, .. var rest] when int.TryParse(rate, out var posts) => await new HeldCommand(LoadOptions.Parse(rest), Console.Out, groups: 50, size: 20, posts).RunAsync(),
        ["idle", .. var rest] when LoadOptions.Parse(rest) is var options => await new IdleCommand(options, Console.Out, Math.Clamp(options.Number("connections", 2000), 100, 5000)).RunAsync(),
        ["scroll", .. var rest] => await new ScrollCommand(LoadOptions.Parse(rest), Console.Out).RunAsync(),
        _ => Usage(),
    };
}
catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

static int Usage()
{
    Console.Error.WriteLine("""
        screening   how long screening takes, as a histogram over 20,000 varied messages, beside plain normalisation of the same texts
        rules       how long a set of 2,000 phrases and 300 patterns takes to be put together, beside the starter set
        chat        50 groups of 20: what the chat service, a bare hub, and a bare hub with a commit per message hold, in three interleaved rounds
        hall        the same with one group of 1,000
        nodes       one node, two nodes with groups of their own, and two nodes with every group on both; of the last also how long a post takes to the other node
        gateway     the service behind the platform's gateway, and behind nginx
        held RATE   three trials of 10 s at a fixed rate in 50 groups of 20, after 20 s of warm-up
        idle        resident memory of a joined connection that does nothing; --connections 2000 (up to 5000)
        scroll      frames of the room's page on a phone with 10,000 messages known, beside 200; --messages 10000, --rounds 3, --seconds 5.
                    It needs Chromium (CHROMIUM, else /usr/bin/chromium) and services/Web built
        history     opening, catching up and paging in a log of 10,000 messages and in one of --messages 10000000; --calls 2000 (of each kind in a round)

        Options of all but the first two and scroll: --rounds 3, --servers (of chat, hall, held and idle: chat,bare,commit), --protocols json,messagepack; of chat, hall,
        nodes and gateway --seconds 2 (of a step), --refine 2, --warmup 20; of held --seconds 10, --warmup 20. Servers are chat, bare, commit, and the peers
        socketio (a commit for each message), socketio-group (one for all that have gathered; both need npm) and ejabberd (apt-get install ejabberd
        erlang-p1-pgsql); gateway, nginx (apt-get install nginx-light), disjoint and across can be named as well. All of these need PEERSUPPORT_DATABASE and
        PEERSUPPORT_RABBITMQ. Servers run on core 0 and the generator on core 1. PostgreSQL and RabbitMQ run where they were started; "taskset -c 0" in front
        of that keeps them on core 0 too.
        """);
    return 2;
}
