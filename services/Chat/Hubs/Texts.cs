namespace PeerSupport.Chat.Hubs;

/// <summary>What members read.</summary>
internal static class Texts
{
    public const string Posted = "Posted. Everyone in the group can see it. Replies often take a few hours here; silence says nothing about you.";
    public const string PostedInCrisis = "Posted. Everyone in the group can see it, and someone from the team will write to you.";
    public const string Changed = "Changed. Everyone in the group sees it as it is now.";
    public const string Held = "A moderator will look at this before the others see it, usually within 30 minutes. You can change it or take it back.";
    public const string Released = "A moderator has looked at it. Everyone in the group can see it now.";
    public const string ReleasedByChange = "Thank you for changing it. Everyone in the group can see it now.";
    public const string Removed = "A moderator took this out of the group. Only you can see it here.";
    public const string ChangeRefused = "A moderator has looked at your change. The group goes on seeing the message as it was before.";
    public const string TakenBack = "You took it back. Nobody in the group has seen it.";
    public const string Deleted = "Deleted. Nobody can read it any more.";
    public const string Reported = "Thank you. The team will look, and you will hear what came of it.";
    public const string Referred = "Thank you for looking out for them. The team will get in touch; they are not told who asked.";
    public const string Asked = "Your question is with the team. They answer in your messages.";
    public const string HintPersonal = "This names something by which a person can be found outside of here. You may want to leave it out: everyone in the group can read it, and keep it.";
    public const string HintAttack = "This may land as an attack on somebody. Said as what you felt and what you need, it is more likely to be heard.";
    public const string HintMedicine = "This sounds like telling somebody what to do with their medication. What helped you is welcome; a change is for them and their doctor.";
}
