namespace PeerSupport.Load.Chat;

/// <summary>Finds the highest rate at which everything arrives and p99 is below the bound.</summary>
internal static class Ramp
{
    private const double Factor = 1.6;

    /// <summary>
    /// Climbs until a rate fails, falls while even the first one does, then halves what is between. A rate that fails is tried once more, because
    /// on a shared machine one pause of the processor is enough to fail it.
    /// </summary>
    /// <returns>
    /// The rate, 0 when nothing held; and whether the generator kept up. Where it did not, the server may be able to do more than was seen, and the
    /// rate is no figure of the server's.
    /// </returns>
    public static (int Most, bool KeptUp) Find(int start, int refine, Func<int, Step> run)
    {
        var late = false;
        bool Holds(int rate)
        {
            for (var tries = 0; tries < 2 && !late; tries++)
            {
                var step = run(rate);
                late = step.WasLate;
                if (step.IsHeld && !late)
                    return true;
            }
            return false;
        }

        var (low, high) = (0, start);
        while (Holds(high))
            (low, high) = (high, (int)(high * Factor));
        for (var rate = (int)(start / Factor); low == 0 && rate > 0 && !late; rate = (int)(rate / Factor))
            (low, high) = Holds(rate) ? (rate, high) : (0, rate);
        for (var i = 0; i < refine && !late && low > 0; i++)
        {
            var middle = (int)Math.Sqrt((double)low * high);
            (low, high) = Holds(middle) ? (middle, high) : (low, middle);
        }
        return (low, !late);
    }
}
