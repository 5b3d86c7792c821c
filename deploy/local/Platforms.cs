using System.Runtime.Versioning;

// PostgreSQL and RabbitMQ are started as Debian installs them.
[assembly: SupportedOSPlatform("linux")]
