using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>
/// Says of most words that they are not among a set of words, without a look into a table: 256 bits, one for each word of the set (a Bloom filter
/// of one hash). It never says so of a word that is.
/// </summary>
internal readonly struct WordFilter
{
    private readonly ulong _first, _second, _third, _fourth;

    public WordFilter(IEnumerable<int> words)
    {
        foreach (var word in words)
        {
            var bit = Bit(word);
            ref var part = ref _first;
            switch (bit >> 6)
            {
                case 1: part = ref _second; break;
                case 2: part = ref _third; break;
                case 3: part = ref _fourth; break;
            }
            part |= 1UL << (int)(bit & 63);
        }
    }

    public bool MayHave(Term term)
    {
        foreach (var word in term.Words)
        {
            var bit = Bit(word);
            var part = (bit >> 6) switch { 0 => _first, 1 => _second, 2 => _third, _ => _fourth };
            if ((part >> (int)(bit & 63) & 1) != 0)
                return true;
        }
        return false;
    }

    private static uint Bit(int word) => unchecked((uint)word * 0x9E3779B1u) >> 24;
}
